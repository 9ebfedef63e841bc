### partition and order decide
--> s = orders.amount ? orders.day, orders.region
SELECT sum(amount) OVER (PARTITION BY region ORDER BY day) AS s FROM orders;

### ranks take no column's value
--> n = ? orders.day, orders.region
--> r = ? orders.amount
SELECT row_number() OVER (PARTITION BY region ORDER BY day) AS n, rank() OVER (ORDER BY amount) AS r FROM orders;

### a named window
--> p = orders.amount ? orders.customer, orders.day
--> q = orders.status ? orders.customer, orders.day
SELECT lag(amount) OVER w AS p, first_value(status) OVER w AS q FROM orders WINDOW w AS (PARTITION BY customer ORDER BY day);

### lag with offset and default
--> p = a.x, a.z ? a.id, a.y
SELECT lag(x, y, z) OVER (ORDER BY id) AS p FROM a;

### nth value and a computed frame
--> p = a.x ? a.id, a.y
--> q = a.x ? a.id, a.z
SELECT nth_value(x, y) OVER (ORDER BY id) AS p, sum(x) OVER (ORDER BY id ROWS BETWEEN coalesce(z, 0) PRECEDING AND CURRENT ROW) AS q FROM a;

### filter in a window
--> p = a.x ? a.id, a.y, a.z
SELECT sum(x) FILTER (WHERE z > 0) OVER (PARTITION BY y ORDER BY id) AS p FROM a;

### qualify
--> id = orders.id
--> rows = orders.customer, orders.day
SELECT id FROM orders QUALIFY row_number() OVER (PARTITION BY customer ORDER BY day DESC) = 1;

### qualify over an alias, with where
--> id = orders.id
--> r = ? orders.amount
--> rows = orders.amount, orders.status
SELECT id, rank() OVER (ORDER BY amount) AS r FROM orders WHERE status = 'paid' QUALIFY r < 4;

### a window over groups
--> region = orders.region
--> part = orders.amount
--> rows = orders.region
SELECT region, sum(amount) / sum(sum(amount)) OVER () AS part FROM orders GROUP BY region;

### a window that picks
--> best = orders.id ? orders.amount, orders.region
SELECT arg_max(id, amount) OVER (PARTITION BY region) AS best FROM orders;
