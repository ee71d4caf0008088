## 名片与日历文件
cards-empty = 文件为空，请重新导出。
cards-nothing-inside = 文件中既没有名片也没有日程。请导出为 vCard（.vcf）或 iCalendar（.ics）。
cards-too-large = 文件超过 { $limit } 字节，请拆分为较小的文件。
cards-too-many = 文件中的名片、日程及其组成部分超过 { $limit } 个，请拆分为较小的文件。
cards-other-encoding = 该行不是 UTF-8 编码，已按较旧的编码读取，请核对文字。
cards-control-characters = 已从该行删除控制字符。
cards-unreadable = 该行无法读取，已略去；每行都需要名称和冒号。
cards-stray = 该行不属于任何名片或日程，已略去。
cards-odd-name = “{ $name }”不是规范的属性名称，已保留但未使用。
cards-odd-value = { $name } 不能是“{ $value }”，未使用该值；如有需要请在文件中更正。
cards-repaired = { $name } 写成了“{ $value }”，含义清楚，已采用。
cards-repeated = { $name } 出现了两次，以第一个为准。
cards-not-closed = { $name } 没有结尾，视为在下一个开始处结束。
cards-not-open = { $name } 只有结尾没有开头，已略去。
cards-too-deep = 嵌套层数过多的部分已略去。
cards-no-calendar = 外层没有日历，按有日历处理。
cards-name-derived = 名片没有姓名，已根据其他字段生成。
cards-name-missing = 名片既没有姓名，也没有可用来生成姓名的内容。
cards-start-missing = 日程没有说明开始时间。
cards-end-before-start = 日程的结束早于开始，未使用其结束时间。
cards-unknown-zone = 没有人知道时区“{ $name }”，时间按公司时区读取。
cards-more = 另有 { $count } 条说明未列出。

## 供其他程序使用的日历
calendar-title = 日历
calendar-explained = 其他程序可以显示您的会议、通话和到期任务。它们通过一个保密地址读取；任何持有该地址的人也能读取。
calendar-made = 当前地址生成于{ $at }。
calendar-make = 生成地址
calendar-renew = 重新生成地址
calendar-end = 停用
calendar-ended = 该地址已失效
calendar-shown-once = 请在日历程序中订阅本服务器上的这个地址。它不会再次显示。
calendar-address = 日历地址
activity-save-event = 存入日历（.ics）

## 从日历文件导入会议
arriving-title = 从日历文件
arriving-take = 导入会议
arriving-file = 日历文件（.ics）
arriving-hint = 日程会成为与会联系人的会议。同一文件导入两次不会有任何变化。
arriving-became = 处理结果
arriving-done = 新增 { $added }，更改 { $changed }，未变 { $unchanged }。
arriving-left = 未导入
arriving-remarks = 按行说明
refusal-event-nobody = 与会者中没有您的联系人。
refusal-event-cancelled = 该会议已取消，且此处没有记录。
refusal-event-without-uid = 没有 UID，无法再次识别。
