# 活动、备注与任务。

activity-log = 记录活动
activity-logged = 活动已记录。
activity-what = 情况
activity-duration = 时长
activity-kind-call = 电话
activity-kind-email = 邮件
activity-kind-meeting = 会议
activity-kind-demo = 演示
activity-kind-task = 任务
activity-kind-note = 备注
activity-task-open = 未完成的任务
