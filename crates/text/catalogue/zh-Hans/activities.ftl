# 活动、备注与任务。

activity-log = 记录活动
activity-logged = 活动已记录。
activity-what = 情况
activity-when = 时间
activity-duration = 时长
activity-outcome = 结果
activity-held = { $who }进行了{ $kind }，{ $duration }
activity-kind-call = 电话
activity-kind-email = 邮件
activity-kind-meeting = 会议
activity-kind-demo = 演示
activity-kind-task = 任务
activity-kind-note = 备注
activity-wrote-note = { $who }写了备注
activity-task-done = { $who }完成了“{ $task }”
activity-task-open = 未完成的任务
activity-task-none = 没有未完成的任务。
today-title = 今天
today-next = 接下来要做的事
today-late = 已逾期
today-due = 今天到期
today-soon = 本周
today-unplanned = 尚无计划
today-closing = 即将结单
today-empty = 没有到期事项。请为进行中的商机安排下一步。
