### everything at once
--> region = people.region
--> best = people.name ? orders.amount
--> share = orders.amount ? orders.status
--> rows = orders.customer, orders.day, orders.status, people.id, people.region
WITH paid AS (
  SELECT customer, amount, status, day FROM orders WHERE day >= DATE '2020-01-01' AND EXISTS (SELECT 1 FROM people q WHERE q.id = orders.customer)
), joined AS (
  SELECT p.*, o.amount, o.status FROM people p JOIN paid o ON o.customer = p.id
)
SELECT region, arg_max(name, amount) AS best, sum(amount) FILTER (status = 'paid') / sum(amount) AS share
FROM joined GROUP BY region HAVING count(*) FILTER (status = 'paid') > 0;

### features over a window over a join, filtered by its rank
--> name = people.name
--> gap = orders.day ? orders.customer
--> rows = orders.amount, orders.customer, people.id
SELECT name, gap FROM (
  SELECT p.name, o.day - lag(o.day) OVER (PARTITION BY o.customer ORDER BY o.day) AS gap, row_number() OVER (PARTITION BY o.customer ORDER BY o.amount) AS n
  FROM orders o JOIN people p ON p.id = o.customer)
WHERE n <= 3;

### the same table under many names
--> r = a.x, a.y
--> rows = a.id, a.z
SELECT t1.x + t2.y AS r FROM a t1 JOIN a t2 USING (id) WHERE t1.z > (SELECT avg(z) FROM a);

### a correlated subquery over a union, two levels up
--> x = a.x
--> m = b.v, c.k
--> rows = a.id, b.id, c.id
SELECT x, (SELECT max(n) FROM (SELECT v AS n FROM b WHERE b.id = a.id UNION ALL SELECT k FROM c WHERE c.id = a.id)) AS m FROM a;

### describe and summarize know names, not columns
--> column_name =
SELECT column_name FROM (DESCRIBE a);

### a statement without a table
--> two =
SELECT 1 + 1 AS two;
