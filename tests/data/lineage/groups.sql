### group by
--> region = orders.region
--> total = orders.amount
--> n =
--> rows = orders.region
SELECT region, sum(amount) AS total, count(*) AS n FROM orders GROUP BY region;

### group by all, with an expression
--> y = orders.day
--> m = orders.amount
--> rows = orders.day
SELECT year(day) AS y, max(amount) AS m FROM orders GROUP BY ALL;

### having
--> region = orders.region
--> rows = orders.customer, orders.region
SELECT region FROM orders GROUP BY region HAVING count(DISTINCT customer) > 2;

### filter decides
--> paid = orders.amount ? orders.status
--> n = ? orders.day
SELECT sum(amount) FILTER (WHERE status = 'paid') AS paid, count(*) FILTER (day > DATE '2020-01-01') AS n FROM orders;

### the order inside an aggregate decides
--> l = orders.customer ? orders.day
--> s = orders.region ? orders.status
SELECT list(customer ORDER BY day) AS l, string_agg(region, '+' ORDER BY status) AS s FROM orders;

### an aggregate that picks one column by another
--> latest = orders.amount ? orders.day
SELECT arg_max(amount, day) AS latest FROM orders;

### an aggregate of a case
--> s = orders.amount ? orders.status
--> rows = orders.region
SELECT sum(CASE WHEN status = 'paid' THEN amount ELSE 0 END) AS s FROM orders GROUP BY region;

### grouping sets
--> region = orders.region
--> status = orders.status
--> g =
--> total = orders.amount
--> rows = orders.region, orders.status
SELECT region, status, grouping(region, status) AS g, sum(amount) AS total FROM orders GROUP BY GROUPING SETS ((region), (status), ());

### rollup and cube
--> region = orders.region
--> total = orders.amount
--> rows = orders.customer, orders.region, orders.status
SELECT region, sum(amount) AS total FROM orders GROUP BY ROLLUP (region, status), CUBE (customer);

### distinct
--> region = orders.region
--> status = orders.status
--> rows = orders.region, orders.status
SELECT DISTINCT region, status FROM orders;

### distinct on keeps one row by key and order
--> amount = orders.amount
--> rows = orders.customer, orders.day
SELECT DISTINCT ON (customer) amount FROM orders ORDER BY customer, day DESC;

### order alone chooses nothing
--> id = orders.id
SELECT id FROM orders ORDER BY amount;

### order with limit chooses
--> id = orders.id
--> rows = orders.amount, orders.day
SELECT id FROM orders ORDER BY amount DESC, day LIMIT 10 OFFSET 5;

### a limit over an ordered subquery
--> id = orders.id
--> rows = orders.amount, orders.status
SELECT id FROM (SELECT id, status FROM orders ORDER BY amount) WHERE status = 'paid' LIMIT 3;

### a limit that is computed
--> id = orders.id
--> rows = c.k
SELECT id FROM orders LIMIT (SELECT max(k) FROM c);

### a sample names no column
--> id = orders.id
SELECT id FROM orders USING SAMPLE 10%;

### pivot with few values
--> region = orders.region
--> paid = orders.amount ? orders.status
--> open = orders.amount ? orders.status
--> rows = orders.region
PIVOT (SELECT region, status, amount FROM orders) ON status IN ('paid', 'open') USING sum(amount) GROUP BY region;

### pivot, as in the standard
--> region = orders.region
--> paid = orders.amount ? orders.status
--> rows = orders.region
SELECT * FROM (SELECT region, status, amount FROM orders) PIVOT (sum(amount) FOR status IN ('paid'));

### unpivot
--> id = months.id
--> month =
--> sales = months.feb, months.jan, months.mar
--> rows = months.feb, months.jan, months.mar
UNPIVOT months ON jan, feb, mar INTO NAME month VALUE sales;

### unpivot that keeps nulls
--> id = months.id
--> jan = months.jan
--> month =
--> sales = months.feb, months.mar
SELECT id, jan, month, sales FROM months UNPIVOT INCLUDE NULLS (sales FOR month IN (feb, mar));
