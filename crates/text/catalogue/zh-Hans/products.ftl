# 产品。

product-title = 产品
product-new = 新建产品
product-empty = 还没有产品。产品是商机所涉及的销售内容。
product-line = 产品线
product-kind-growth = 增长型
product-kind-maintenance = 维护型
product-kind-transactional = 交易型
product-kind-strategic = 战略型
