DROP TABLE model_mappings;
