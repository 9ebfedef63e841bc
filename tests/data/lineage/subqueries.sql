### scalar subquery
--> x = a.x
--> m = b.v
SELECT x, (SELECT max(v) FROM b) AS m FROM a;

### correlated scalar subquery
--> m = b.v
--> rows = a.id, b.id
SELECT (SELECT max(v) FROM b WHERE b.id = a.id) AS m FROM a;

### a scalar subquery that uses the outer value
--> m = a.x, b.v
SELECT (SELECT sum(b.v + a.x) FROM b) AS m FROM a;

### exists in where
--> x = a.x
--> rows = a.id, b.id, b.v
SELECT x FROM a WHERE EXISTS (SELECT b.w FROM b WHERE b.id = a.id AND b.v > 1);

### not in, in where
--> x = a.x
--> rows = a.y, b.v, b.w
SELECT x FROM a WHERE y NOT IN (SELECT v FROM b WHERE w = 2);

### in as a value
--> r = a.y, b.v
--> rows = b.w
SELECT y IN (SELECT v FROM b WHERE w = 2) AS r FROM a;

### correlated in
--> x = a.x
--> rows = a.y, a.z, b.v, b.w
SELECT x FROM a WHERE y IN (SELECT v FROM b WHERE b.w = a.z);

### rows compared with rows
--> id = a.id
--> rows = a.x, a.y, b.v, b.w
SELECT id FROM a WHERE (x, y) IN (SELECT v, w FROM b);

### all and any
--> id = a.id
--> rows = a.x, a.y, b.v, b.w
SELECT id FROM a WHERE x > ALL (SELECT v FROM b) AND y = ANY (SELECT w FROM b);

### nested and correlated over two levels
--> x = a.x
--> rows = a.id, a.y, b.id, b.v, b.w, c.id, c.k
SELECT x FROM a WHERE y > (SELECT avg(v) FROM b WHERE b.id = a.id AND EXISTS (SELECT 1 FROM c WHERE c.id = b.w AND c.k = a.id));

### a subquery in a case condition decides
--> r = a.x, a.y ? b.v
SELECT CASE WHEN z_max > 3 THEN x ELSE y END AS r FROM (SELECT x, y, (SELECT max(v) FROM b) AS z_max FROM a);

### a subquery with a limit
--> first = b.v
--> rows = b.w
SELECT (SELECT v FROM b ORDER BY w LIMIT 1) AS first;

### a subquery in the condition of a join
--> x = a.x
--> rows = a.id, b.id, b.w, c.k
SELECT a.x FROM a JOIN b ON a.id = b.id AND b.w = (SELECT max(k) FROM c);

### a subquery in having
--> id = a.id
--> s = a.x
--> rows = a.id, a.x, c.k
SELECT id, sum(x) AS s FROM a GROUP BY id HAVING sum(x) > (SELECT min(k) FROM c);

### an array of a subquery
--> l = b.v
--> rows = a.id, b.id
SELECT ARRAY(SELECT v FROM b WHERE b.id = a.id) AS l FROM a;
