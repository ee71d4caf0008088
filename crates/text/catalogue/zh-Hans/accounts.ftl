# 客户。

account-title = 客户
account-new = 新建客户
account-empty = 还没有客户。客户是您销售的对象公司。
account-hierarchy = 层级
account-team = 客户团队
account-contacts = 联系人
account-opportunities = 商机
tier-key = 重点
tier-enterprise = 大型
tier-mid = 中型
tier-small = 小型
