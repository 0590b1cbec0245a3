// The collection of therapeutic content, its vector-search index and the cache's size. Safe to run
// again. Reads MONGO_URL and ENABLE_ATLAS_SEARCH: false makes no index, true fails where the server
// has no search, auto makes the index where search answers.
const collection = "therapeutic_content";
const index = "therapeutic_content_vectors";
const wanted = process.env.ENABLE_ATLAS_SEARCH || "auto";
const db = connect(process.env.MONGO_URL);

// The image takes no option for it.
db.adminCommand({ setParameter: 1, wiredTigerEngineRuntimeConfig: "cache_size=1G" });

if (!db.getCollectionNames().includes(collection)) db.createCollection(collection);
db[collection].createIndex({ topic: 1 });

function makeVectorIndex() {
  if (db[collection].getSearchIndexes().some((found) => found.name === index)) {
    print(`${index}: there`);
    return;
  }
  const fields = [{ type: "vector", path: "embedding", numDimensions: 1024, similarity: "cosine" },
                  { type: "filter", path: "topic" }];
  db[collection].createSearchIndex(index, "vectorSearch", { fields });
  print(`${index}: made`);
}

if (wanted === "false") {
  print(`${index}: not made, ENABLE_ATLAS_SEARCH is false`);
} else {
  try {
    makeVectorIndex();
  } catch (error) {
    if (wanted === "true") throw error;
    print(`${index}: not made, search does not answer: ${error.message}`);
  }
}
