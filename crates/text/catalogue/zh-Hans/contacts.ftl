# 联系人。

contact-title = 联系人
contact-new = 新建联系人
contact-empty = 还没有联系人。联系人是客户公司里的人。
buying-role-economic_buyer = 经济决策人
buying-role-decision_maker = 决策人
buying-role-champion = 内部支持者
buying-role-influencer = 影响者
buying-role-user = 使用者
buying-role-blocker = 反对者
contact-export-cards = vCard（.vcf）
contact-save-card = 存为名片（.vcf）
