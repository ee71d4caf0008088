# 保留期限：与某人长期无往来时保留多久。

retention-title = 个人数据保留多久
retention-explained = 若与某人在若干个月内没有任何往来（无活动、无邮件、无更改、无计划、无进行中的商机），即到期。其所有记录都到期时，此人才到期。留空则一直保留。
retention-contact = 联系人：无往来的月数
retention-contact-then = 到期的联系人
retention-lead = 线索：无往来的月数
retention-lead-then = 到期的线索
retention-months-hint = 填整数；留空则一直保留。
retention-then-list = 在此列出
retention-then-erase = 由产品清除
retention-rules-sure = 是的，可以自动清除这些人
retention-rules-sure-hint = 用于自动清除的规则。请先选择列出并查看到期人员：此操作无法撤销。
retention-saved = 规则已设置。
retention-due = 到期待清除
retention-due-explained = 请逐一查看，勾选要清除的人，每次最多 { $most } 人。清除方式与手动相同，并以规则为理由。
retention-nobody = 没有到期的人。
retention-last = 最近一次：{ $on }
retention-others = { $count ->
   *[other] 另有 { $count } 条记录
}
retention-soon = 将自动清除
retention-sure = 是，永久清除所勾选的人
retention-erase = 清除所勾选的人
retention-reason = 规则：{ $noun ->
    [lead] 线索
   *[other] 联系人
}，{ $months ->
   *[other] { $months } 个月无往来
}
event-retention_set = { $who }设置了个人数据的保留期限
field-retention_contact = 联系人保留
field-retention_lead = 线索保留
refusal-retention-months = 请填 1 到 { $most } 的整月数，或留空。
refusal-retention-kept = 记录 { $id } 未到期：与此人有往来或计划，或未设置规则。
