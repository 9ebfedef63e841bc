### union all
--> n = a.x, b.v
SELECT x AS n FROM a UNION ALL SELECT v FROM b;

### union removes duplicates by every column
--> x = a.x, b.v
--> y = a.y, b.w
--> rows = a.x, a.y, b.v, b.w
SELECT x, y FROM a UNION SELECT v, w FROM b;

### union by name
--> id = a.id, b.id
--> x = a.x
--> v = b.v
SELECT id, x FROM a UNION ALL BY NAME SELECT v, id FROM b;

### except: the right side only removes rows
--> x = a.x
--> rows = a.x, b.v
SELECT x FROM a EXCEPT SELECT v FROM b;

### intersect all: the right side only keeps rows
--> x = a.x
--> rows = a.x, b.v
SELECT x FROM a INTERSECT ALL SELECT v FROM b;

### nested set operations with filters
--> n = a.x, b.v
--> rows = a.x, a.y, b.v, c.k
(SELECT x AS n FROM a WHERE y > 1 UNION ALL SELECT v FROM b) EXCEPT ALL SELECT k FROM c;

### order and limit over a union
--> n = a.x, b.v
--> rows = a.x, b.v
SELECT x AS n FROM a UNION ALL SELECT v FROM b ORDER BY n LIMIT 3;
