-- Twelve short texts of therapeutic content with ready-made vectors: numbers that follow from the id,
-- so no embedding service is needed. Safe to run again: what is there stays.
BEGIN;
INSERT INTO chatbot_knowledge.documents (id, topic, title, body, embedding)
SELECT id, topic, title, body,
       (SELECT array_agg((sin(id * 0.7 + n * 0.13) / 22.6)::real ORDER BY n)
        FROM generate_series(1, 1024) AS n)
FROM (VALUES
  (1, 'breathing', 'Box breathing',
   'Breathe in for four counts, hold for four, out for four, hold for four. Repeat four times.'),
  (2, 'breathing', 'Longer out than in',
   'A breath out that takes longer than the breath in slows the heart. Try four counts in, six out.'),
  (3, 'grounding', 'Five senses',
   'Name five things you see, four you feel, three you hear, two you smell and one you taste.'),
  (4, 'grounding', 'Feet on the floor',
   'Press both feet into the floor and notice the weight, the warmth and the edges of the soles.'),
  (5, 'sleep', 'A steady hour',
   'Getting up at the same hour each day helps more than going to bed at the same hour.'),
  (6, 'sleep', 'Worry list',
   'Write down what comes to mind an hour before bed, with one next step each, and close the book.'),
  (7, 'anxiety', 'Naming the feeling',
   'Saying which feeling is there, in plain words, takes some of its force.'),
  (8, 'anxiety', 'Small steps',
   'What is avoided grows. Choose the smallest step towards it and stay until the fear falls.'),
  (9, 'mood', 'Doing before wanting',
   'With low mood, wanting comes after doing. Plan one small pleasant thing for each day.'),
  (10, 'mood', 'Three good things',
   'In the evening note three things that went well and your part in them.'),
  (11, 'crisis', 'When to call for help',
   'Thoughts of ending your life need a person, now: call the emergency number of your country.'),
  (12, 'consent', 'What this chatbot is not',
   'It gives information and exercises. It does not diagnose and does not replace a clinician.')
) AS content (id, topic, title, body)
ON CONFLICT (id) DO NOTHING;
COMMIT;
