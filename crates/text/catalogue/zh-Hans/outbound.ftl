# 外呼名单。

outbound-title = 外呼名单
outbound-tab = 名单
outbound-new = 新建名单
outbound-none = 还没有名单
outbound-none-text = 名单里是您想逐一联系的线索和联系人。可以从线索列表把他们加入，也可以先建一个空名单。
outbound-open = 进行中
outbound-closed = 已关闭
outbound-late = 已逾期
outbound-work = 逐一联系
outbound-purpose = 用途
outbound-purpose-hint = 一句话：向他们提供什么，为什么是现在。
outbound-starts-on = 开始日期
outbound-due-on = 完成期限
outbound-due-hint = 没有期限时请留空。
outbound-begins = { $on }开始
outbound-due = 期限：{ $due }
outbound-closed-on = { $on }关闭
outbound-close = 关闭名单
outbound-reopen = 重新打开
outbound-was-closed = “{ $name }”已关闭
outbound-reopened = “{ $name }”已重新打开
outbound-progress = 进度
outbound-by-person = 按人员
outbound-nobody = 名单里还没有人
outbound-nobody-text = 在线索或联系人列表中选中他们，填写本名单的名称即可加入。
outbound-worked = 共 { $total } 人，已尝试或了结 { $worked } 人
outbound-hidden = 另有 { $count } 人您无权查看
outbound-standing = 结果
outbound-standing-untried = 未尝试
outbound-standing-tried = 已尝试
outbound-standing-reached = 已联系上
outbound-standing-meeting = 会议
outbound-standing-converted = 已转化
outbound-standing-set_aside = 已搁置
outbound-attempts = 尝试次数
outbound-detail = 公司或职位
outbound-last = 上次尝试
outbound-again = 下次尝试
outbound-added = 加入
outbound-put-on = 加入名单
outbound-name-list = 名单，或新名称
outbound-all = 筛选出的全部 { $count } 条
outbound-put = 已将 { $count } 人加入“{ $name }”
outbound-put-new = 新名单“{ $name }”，共 { $count } 人
outbound-put-some = 已将 { $count } 人加入“{ $name }”；{ $already } 人原已在其中
outbound-take-off = 移出名单
outbound-taken-off = 已将 { $count } 人移出名单
outbound-undone = 已撤销
outbound-pass = 跳过
outbound-whole = 完整记录
outbound-waiting = { $count ->
   *[other] 今天还有 { $count } 人待联系
}
outbound-tried-times = { $count ->
   *[other] 已尝试 { $count } 次
}
outbound-refuses-email = 不收邮件
outbound-refuses-phone = 不接电话
outbound-left-alone = 已跳过 { $count } 人：他们拒绝了所有可用的联系方式。
outbound-done = 今天名单里没有人待联系
outbound-again-from = 下一位的联系时间：{ $on }。
outbound-all-done = 所有人都已联系上或搁置。
outbound-to-list = 回到名单
