# 完整的历史记录。

audit-title = 历史记录
audit-explained = 谁更改了什么、登录、被拒绝以及导出数据。已稳定的记录每隔几分钟封存一次；doctor 会说明封存是否完好。
audit-none = 没有发生过这类事情。
audit-when = 时间
audit-what = 发生了什么
audit-who = 谁
audit-kind = 什么
audit-noun = 针对什么
audit-else = { $who }：{ $kind }
event-signed_in = { $who } 登录了
event-sign_in_refused = { $who } 未能登录
event-refused = { $who } 被拒绝
event-exported = { $who } 以文件形式导出了全部数据
event-list_exported = { $who } 以文件形式导出了一个列表
