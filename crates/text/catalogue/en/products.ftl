# Products.

product-title = Products
product-new = New product
product-empty = No products yet. A product is what an opportunity is about.
product-line = Product line
product-kind-growth = Growth
product-kind-maintenance = Maintenance
product-kind-transactional = Transactional
product-kind-strategic = Strategic
