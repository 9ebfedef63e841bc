### struct fields and map entries come from the whole column
--> city = people.address
--> street = people.address
--> lim = people.limits
SELECT address.city, people.address['street'] AS street, limits['day'] AS lim FROM people;

### a field of a struct put together in the statement is followed alone
--> p = a.x
--> q = a.y ? a.z
SELECT s.p, s.q FROM (SELECT {'p': x, 'q': CASE WHEN z > 0 THEN y END} AS s FROM a);

### a struct as a whole
--> s = a.x, a.y
--> r = a.id, a.z
SELECT {'p': x, 'q': y} AS s, row(id, z) AS r FROM a;

### a table as a struct, and a field of it
--> t = a.id, a.x, a.y, a.z
--> f = a.y
SELECT t, (t).y AS f FROM a AS t;

### star over a struct
--> street = people.address
--> city = people.address
SELECT address.* FROM people;

### struct fields through a common table and a union
--> p = a.x, b.v
--> q = a.y, b.w
WITH t AS (SELECT {'p': x, 'q': y} AS s FROM a UNION ALL SELECT {'p': v, 'q': w} FROM b) SELECT s.p, s.q FROM t;

### fields through list, unnest and a scalar subquery
--> p = a.x
--> q = b.v
SELECT u.p, (SELECT {'m': max(v), 'n': min(w)} FROM b).m AS q FROM (SELECT unnest([{'p': x, 'o': y}]) AS u FROM a);

### the position picks, the list flows
--> e = a.x, a.y ? a.z
--> t = people.tags ? people.id
SELECT [x, y][z] AS e, (SELECT min(tags[id]) FROM people) AS t FROM a;

### unnest in the select list
--> id = people.id
--> tag = people.tags
SELECT id, unnest(tags) AS tag FROM people;

### unnest in from, laterally
--> id = people.id
--> tag = people.tags
SELECT p.id, t.tag FROM people p, unnest(p.tags) AS t(tag);

### unnest a struct recursively
--> street = people.address
--> city = people.address
SELECT unnest(address) FROM people;

### a table function over a column
--> id = a.id
--> n = a.x
SELECT a.id, r.n FROM a, range(a.x) AS r(n);

### lambda: elements flow, captures flow where they are used
--> l = people.id, people.tags
SELECT list_transform(tags, lambda t: t || id) AS l FROM people;

### lambda: a filter decides
--> l = people.tags ? people.name
SELECT list_filter(tags, lambda t: t <> name) AS l FROM people;

### lambda: a body that ignores its element
--> l = people.name ? people.tags
SELECT list_transform(tags, lambda t: name) AS l FROM people;

### lambda: a condition inside the body decides
--> l = people.region, people.tags ? people.id
SELECT list_transform(tags, lambda t: CASE WHEN id > 3 THEN t ELSE region END) AS l FROM people;

### lambda in lambda, with an index
--> l = people.name, people.tags
SELECT list_transform(tags, lambda t, i: list_transform(tags, lambda u: u || t || name || i)) AS l FROM people;

### list comprehension
--> l = people.region, people.tags ? people.name
SELECT [t || region FOR t IN tags IF t <> name] AS l FROM people;

### reduce with a start
--> r = people.name, people.region, people.tags
SELECT list_reduce(tags, lambda acc, t: acc || t || name, region) AS r FROM people;

### maps and list aggregates
--> m = a.x, a.y
--> h = orders.region
SELECT (SELECT map([1, 2], [x, y]) FROM a LIMIT 1) AS m, histogram(region) AS h FROM orders;
