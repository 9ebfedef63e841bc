### inner join
--> x = a.x
--> v = b.v
--> rows = a.id, b.id
SELECT a.x, b.v FROM a JOIN b ON a.id = b.id;

### left join using shows the left key
--> id = a.id
--> v = b.v
--> rows = a.id, b.id
SELECT id, v FROM a LEFT JOIN b USING (id);

### right join using shows the right key
--> id = b.id
--> rows = a.id, b.id
SELECT id FROM a RIGHT JOIN b USING (id);

### full join using merges the keys
--> id = a.id, b.id
--> y = a.y
--> v = b.v
--> rows = a.id, b.id
SELECT id, y, v FROM a FULL JOIN b USING (id);

### natural join uses every common column
--> id = a.id
--> x = a.x
--> y = a.y
--> z = a.z
--> v = b.v
--> w = b.w
--> rows = a.id, a.x, b.id, b.x
SELECT * FROM a NATURAL JOIN b;

### a condition of more than equalities
--> x = a.x
--> rows = a.id, a.y, b.id, b.v, b.w
SELECT a.x FROM a LEFT JOIN b ON a.id = b.id AND (b.v > 3 OR a.y < b.w);

### self join
--> name = people.name
--> boss = people.name
--> rows = people.boss, people.id
SELECT p.name, q.name AS boss FROM people p JOIN people q ON p.boss = q.id;

### cross join chooses nothing
--> x = a.x
--> k = c.k
SELECT x, k FROM a CROSS JOIN c;

### semi and anti joins
--> x = a.x
--> rows = a.id, a.y, b.id, c.k
SELECT x FROM a SEMI JOIN b USING (id) ANTI JOIN c ON a.y = c.k;

### asof join
--> product = trades.product
--> worth = prices.price, trades.quantity
--> rows = prices.product, prices.ts, trades.product, trades.ts
SELECT t.product, quantity * price AS worth FROM trades t ASOF JOIN prices p ON t.product = p.product AND t.ts >= p.ts;

### asof left join using
--> ts = trades.ts
--> price = prices.price
--> rows = prices.product, prices.ts, trades.product, trades.ts
SELECT t.ts, price FROM trades t ASOF LEFT JOIN prices p USING (product, ts);

### positional join
--> x = a.x
--> k = c.k
SELECT a.x, c.k FROM a POSITIONAL JOIN c;

### lateral join
--> x = a.x
--> top = b.v
--> rows = a.id, b.id
SELECT a.x, t.top FROM a, LATERAL (SELECT max(v) AS top FROM b WHERE b.id = a.id) t;

### left lateral join with a condition
--> x = a.x
--> v = b.v
--> rows = a.id, a.y, b.id, b.w
SELECT a.x, t.v FROM a LEFT JOIN LATERAL (SELECT v, w FROM b WHERE b.id = a.id) t ON t.w > a.y;

### lateral over lateral
--> r = a.x, b.v, c.k
--> rows = a.id, b.id, c.id
SELECT u.r FROM a, LATERAL (SELECT v + a.x AS s FROM b WHERE b.id = a.id) t, LATERAL (SELECT k + t.s AS r FROM c WHERE c.id = a.id) u;

### a derived table with renamed columns
--> p = a.y
--> q = a.x
SELECT p, q FROM (SELECT y, x FROM a) AS t(p, q);
