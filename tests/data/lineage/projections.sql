### plain columns, expressions and constants
--> id = a.id
--> s = a.x, a.y
--> one =
SELECT id, x + y AS s, 1 AS one FROM a;

### case keeps conditions apart from results
--> r = a.x, a.y ? a.z
SELECT CASE WHEN z > 0 THEN x ELSE y END AS r FROM a;

### a column that both decides and flows is said to flow
--> r = a.x
SELECT CASE WHEN x > 0 THEN x ELSE 0 END AS r FROM a;

### nested case
--> r = a.x, a.y ? a.id, a.z
SELECT CASE WHEN z > 0 THEN CASE id WHEN 1 THEN x ELSE 7 END ELSE y END AS r FROM a;

### coalesce, nullif, if
--> p = a.x, a.y
--> q = a.x ? a.y
--> r = a.y, a.z ? a.x
SELECT coalesce(x, y, 0) AS p, nullif(x, y) AS q, if(x > 1, y, z) AS r FROM a;

### a condition that is itself the result flows
--> r = a.x, a.y
--> s = a.z
SELECT x > y AND x IS NOT NULL AS r, z BETWEEN 1 AND 2 AS s FROM a;

### star with exclude and replace
--> id = a.id
--> x = a.x, a.y
--> z = a.z
SELECT * EXCLUDE (y) REPLACE (x + y AS x) FROM a;

### star with rename
--> key = a.id
--> x = a.x
--> y = a.y
--> z = a.z
SELECT * RENAME (id AS key) FROM a;

### columns by pattern
--> x = a.x
--> y = a.y
SELECT COLUMNS('^[xy]$') FROM a;

### columns inside an expression
--> x = a.x, a.z
--> y = a.y, a.z
SELECT COLUMNS('^[xy]$') + z FROM a;

### an alias used again in the same select, and in where
--> s = a.x, a.y
--> t = a.x, a.y, a.z
--> rows = a.x, a.y
SELECT x + y AS s, s * z AS t FROM a WHERE s > 0;

### an alias that shadows a column does not catch the column
--> x = a.y
--> r = a.x
SELECT y AS x, a.x + 1 AS r FROM a;

### from first
--> x = a.x
--> rows = a.y
FROM a SELECT x WHERE y = 1;

### a macro is looked through
--> t = a.x, a.y
SELECT plus_tax(x, y) AS t FROM a;

### a view is looked through
--> twice = orders.amount
--> rows = orders.amount, orders.id
SELECT twice FROM big WHERE id > 3;

### another schema is named
--> q = other.a.q
--> x = a.x
--> rows = a.id, other.a.id
SELECT o.q, m.x FROM other.a AS o JOIN main.a AS m ON o.id = m.id;

### hostile names
--> a b = we"ird; --.a b
--> n = we"ird; --.ORDER, we"ird; --.sel.ect
--> rows = we"ird; --.tab	tab
SELECT "a b", "sel.ect" + "ORDER" AS n FROM "we""ird; --" WHERE "tab	tab" > 0;

### casts, random numbers and constants bring no columns of their own
--> t = a.x
--> u =
--> now =
SELECT x::VARCHAR || 'x' AS t, random() AS u, current_date AS now FROM a;

### values
--> p =
--> q =
SELECT * FROM (VALUES (1, 2), (3, 4)) v(p, q);

### values with columns, laterally
--> v = a.x, a.y
SELECT t.v FROM a, LATERAL (VALUES (a.x), (a.y)) t(v);
