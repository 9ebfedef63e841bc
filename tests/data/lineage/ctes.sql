### common tables, one over the other
--> s = a.x, a.y
--> k = c.k
--> rows = a.id, a.z, c.id
WITH p AS (SELECT id, x + y AS s FROM a WHERE z > 0), q AS (SELECT p.s, c.k FROM p JOIN c USING (id)) SELECT * FROM q;

### a common table that shadows a table
--> x = b.v
WITH a AS (SELECT v AS x FROM b) SELECT x FROM a;

### a common table that shadows the table it reads
--> x = a.y
WITH a AS (SELECT y AS x FROM a) SELECT x FROM a;

### an inner common table shadows an outer one
--> p = b.v
--> q = a.x
WITH t AS (SELECT x AS n FROM a) SELECT (WITH t AS (SELECT v AS n FROM b) SELECT max(n) FROM t) AS p, n AS q FROM t;

### a common table nobody reads chooses nothing
--> x = a.x
WITH unused AS (SELECT * FROM b WHERE v > 1) SELECT x FROM a;

### a common table read twice
--> p = a.x
--> q = a.y
--> rows = a.id, a.z
WITH t AS (SELECT id, x, y FROM a WHERE z = 1) SELECT l.x AS p, r.y AS q FROM t l JOIN t r ON l.id = r.id;

### materialized and not materialized
--> x = a.x
--> v = b.v
--> rows = a.id, a.y, b.id, b.w
WITH p AS MATERIALIZED (SELECT * FROM a WHERE y > 0), q AS NOT MATERIALIZED (SELECT * FROM b WHERE w > 0) SELECT p.x, q.v FROM p JOIN q ON p.id = q.id;

### recursive: columns carried along and columns taken in each round
--> name = people.name
--> top = people.name
--> depth =
--> rows = people.boss, people.id
WITH RECURSIVE t(id, name, top, depth) AS (
  SELECT id, name, name, 0 FROM people WHERE boss IS NULL
  UNION ALL
  SELECT p.id, p.name, t.top, t.depth + 1 FROM people p JOIN t ON p.boss = t.id)
SELECT name, top, depth FROM t;

### recursive: a column that reaches another only after rounds
--> p = a.x, a.y, a.z
--> rows = a.id
WITH RECURSIVE t(p, q, r, n) AS (
  SELECT x, y, z, id FROM a
  UNION ALL
  SELECT q, r, r, n - 1 FROM t WHERE n > 0)
SELECT p FROM t;

### recursive without all removes duplicates by every column
--> n = a.x, c.k
--> rows = a.x, c.id, c.k
WITH RECURSIVE t(n) AS (SELECT x FROM a UNION SELECT c.k FROM c JOIN t ON c.id = t.n AND c.k IS NULL) SELECT n FROM t WHERE false;

### a common table inside a correlated subquery
--> m = a.x, b.v
--> rows = a.id, b.id
SELECT (WITH t AS (SELECT v FROM b WHERE b.id = a.id) SELECT max(v + a.x) FROM t) AS m FROM a;

### named columns of a common table
--> q = a.x
WITH t(p, q) AS (SELECT id, x FROM a) SELECT q FROM t;
