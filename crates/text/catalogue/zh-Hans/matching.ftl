# 可能相同的记录。

matching-duplicates = 重复记录
matching-explained = 可能是同一家公司或同一个人的记录。负责人、助理和上级公司不作为依据，只看记录自身的信息。
matching-none = 没有看起来相同的记录。
matching-more = 还有更多，请先处理这些。
matching-one = 其一
matching-other = 另一个
matching-why = 原因
matching-decide = 处理
matching-keep-apart = 不是同一个
matching-kept-apart = 已标记为不同
matching-certain = 几乎可以确定
matching-probable = 很可能
matching-records = { $count ->
   *[other] { $count } 条记录
}
matching-likely = { $count ->
   *[other] 可能已有以下记录：
}
matching-create-anyway = 仍然新建
refusal-likely-there = 可能已有相同记录。请查看字段上方所列的记录，或仍然新建。

sameness-email = 邮箱地址相同
sameness-name = 名称相同
sameness-name-alike = 名称相似
sameness-domain = 网站域名相同
sameness-phone = 电话相同
sameness-company = 公司相同
sameness-city = 所在地相同
sameness-other-name = 名称不同
sameness-other-domain = 网站域名不同
sameness-other-country = 国家不同
event-kept_apart = { $who } 标记它与另一条记录不同

refusal-merge-itself = 请选择两条记录。
refusal-merge-kind = 此类记录不能合并。
refusal-merge-undone = 它们已经重新分开。
event-merged = { $who } 将另一条记录并入其中
event-merged_away = { $who } 将它并入另一条记录
event-unmerged = { $who } 将它们重新分开
field-merged = 并入的记录

matching-merge = 合并
matching-fields = 采用哪些值
matching-merge-explained = “{ $gone }”将并入“{ $kept }”：联系人、商机、活动、团队和历史都会一并转入。可以撤销。
matching-keep-other = 改为保留另一条
matching-merge-alike = 两者没有差异；一方缺少的内容取自另一方。
matching-merge-certain = 合并所有几乎可以确定的记录
matching-merged = “{ $name }”已并入
matching-merged-count = { $count ->
    [0] 没有合并任何记录
   *[other] 已合并 { $count } 条记录
}
matching-unmerged = “{ $name }”已重新独立
matching-lately = 最近合并
matching-undo = 撤销
