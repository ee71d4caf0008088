# 通知：告知用户什么，以及以何种方式。
notification-title = 通知
notification-unread = { $count ->
   *[other] 通知，{ $count } 条未读
}
notification-all = 全部
notification-only-unread = 未读
notification-new = 新：
notification-read = 标为已读
notification-read-all = 全部标为已读
notification-all-read = 已全部标为已读。
notification-older = 更早
notification-empty = 没有可读的通知
notification-empty-text = 分到您名下的线索、交接给您的工作、当天的任务等都会显示在这里。
notification-hidden = 您无权查看的记录
notification-nobody = 规则
notification-lead-routed = { $count ->
    [1] 线索“{ $name }”已分配给您
   *[other] { $count } 条线索已分配给您，其中有“{ $name }”
}
notification-lead-waiting = { $count ->
    [1] 线索“{ $name }”已等待一天，尚无人联系
   *[other] { $count } 条线索已等待一天，尚无人联系，其中有“{ $name }”
}
notification-assigned = { $count ->
    [1] { $actor }把“{ $name }”交给了您
   *[other] { $actor }把 { $count } 条记录交给了您，其中有“{ $name }”
}
notification-inherited = { $count ->
    [one] { $name } 现在归您负责：原负责人已离职
   *[other] { $count } 条记录现在归您负责，其中有 { $name }：原负责人已离职
}
notification-task-due = { $count ->
    [1] 今天到期：{ $name }
   *[other] { $count } 项任务今天到期，其中有“{ $name }”
}
notification-cadence-step = { $count ->
    [1] 今天的节奏步骤：{ $name }
   *[other] 今天有 { $count } 个节奏步骤，其中有“{ $name }”
}
notification-handoff-offered = { $count ->
    [1] { $actor }请您接手“{ $name }”
   *[other] { $actor }请您接手 { $count } 条记录，其中有“{ $name }”
}
notification-handoff-accepted = { $count ->
    [1] { $actor }接手了“{ $name }”
   *[other] { $actor }接手了 { $count } 条记录，其中有“{ $name }”
}
notification-handoff-returned = { $count ->
    [1] { $actor }退回了“{ $name }”
   *[other] { $actor }退回了 { $count } 条记录，其中有“{ $name }”
}
notification-handoff-expired = { $count ->
    [1] “{ $name }”的交接未按时得到答复
   *[other] { $count } 项交接未按时得到答复，其中有“{ $name }”
}
notification-consent-refused = { $count ->
    [1] 对方已拒绝，“{ $name }”的跟进节奏已停止
   *[other] 对方已拒绝，您的 { $count } 条记录的跟进节奏已停止，其中有“{ $name }”
}
notification-merged = { $count ->
    [1] { $actor }把另一条记录并入了“{ $name }”
   *[other] { $actor }把其他记录并入了您的 { $count } 条记录，其中有“{ $name }”
}
notification-unmerged = { $count ->
    [1] { $actor }把“{ $name }”重新分成了两条记录
   *[other] { $actor }把您的 { $count } 条记录重新分开，其中有“{ $name }”
}
notification-backup-failed = 备份失败
notification-webhook-paused = 一个网络钩子已暂停
notification-choices = 通知方式
notification-choices-explained = 为每一类选择方式。每日或每周邮件汇总届时尚未阅读的内容。
notification-kind-lead-routed = 有线索分配给我
notification-kind-lead-waiting = 我的线索已等待一天
notification-kind-assigned = 有人把记录交给我
notification-kind-inherited = 同事离职，其工作交给我
notification-kind-task-due = 任务今天到期
notification-kind-cadence-step = 节奏步骤今天到期
notification-kind-handoff-offered = 有工作请我接手
notification-kind-handoff-accepted = 我交出的工作已被接手
notification-kind-handoff-returned = 我交出的工作被退回
notification-kind-handoff-expired = 交接未按时得到答复
notification-kind-consent-refused = 对方拒绝，我的跟进节奏停止
notification-kind-merged = 我的记录与另一条合并
notification-kind-unmerged = 我的记录重新分开
notification-kind-backup-failed = 备份失败
notification-kind-webhook-paused = 网络钩子被暂停
notification-choice-app = 在这里
notification-choice-now = 在这里，并立即发邮件
notification-choice-daily = 在这里，并列入每日邮件
notification-choice-weekly = 在这里，并列入每周邮件
notification-choice-off = 不通知
notification-mail-day = { $count ->
   *[other] 今天：{ $count } 条通知
}
notification-mail-week = { $count ->
   *[other] 本周：{ $count } 条通知
}
