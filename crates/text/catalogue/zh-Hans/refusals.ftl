# 领域规则拒绝的情况，按代码排列。参数由领域给出。

refusal-amount-negative = 金额不能为负。
refusal-assignment-not-then = 此人在 { $day } 不担任该岗位。
refusal-close-in-future = { $day } 尚未到来。请选择今天或更早的日期。
refusal-close-missing = 请填写结单日期。
refusal-company-exists = 公司已经设置好了。
refusal-coverage-exists = 该覆盖范围已存在。
refusal-coverage-not-then = 该覆盖范围在 { $day } 无效。
refusal-coverage-target = 请选择一个部门或一个岗位来覆盖。
refusal-currency-unknown = 我们不认识货币“{ $currency }”。请写三个字母，例如 EUR。
refusal-day-before-last-step = { $day } 早于最近一步的日期。请选择当日或更晚的日期。
refusal-email-taken = “{ $email }”属于另一位用户。
refusal-email-unknown = 这不是电子邮件地址。
refusal-end-before-begin = 结束日期（{ $to }）早于开始日期（{ $from }）。
refusal-external-id-taken = 编号“{ $id }”已属于其他岗位。
refusal-last-owner = 这是最后一位所有者。请先让别人成为所有者。
refusal-line-not-then = { $day } 没有这条虚线汇报关系。
refusal-manager-not-then = 该上级在 { $day } 不存在。
refusal-month-unknown = 月份应为 1 到 12 的数字。
refusal-name-empty = 请填写名称。
refusal-person-has-user = 此人已经有用户。
refusal-person-unknown = 没有此人。
refusal-position-exists = 该岗位已存在。
refusal-position-not-then = 该岗位在 { $day } 不存在。
refusal-reason-missing = 请说明出现此结果的原因。
refusal-reopen-first = 它已结单。请先重新打开，再以其他结果结单。
refusal-replaced-by-later-row = 第 { $line } 行再次描述了“{ $id }”，以该行为准。
refusal-reporting-cycle = { $day } 的汇报线会回到起点。
refusal-reports-to-itself = 岗位不能向自己汇报。
refusal-row-without-key = 此行没有可识别的信息：没有编号、邮箱或姓名。
refusal-second-root = 公司已存在，请选择上级部门。
refusal-share-range = 占比应大于 0 且不超过 100%。
refusal-stage-of-another-pipeline = “{ $stage }”属于另一个销售流程。
refusal-stage-same = 它已处于“{ $stage }”。
refusal-template-unknown = 没有模板“{ $template }”。
refusal-time-zone-unknown = 未知的时区“{ $zone }”。请写成如 Europe/Oslo。
refusal-title-empty = 请填写岗位名称。
refusal-token-days = 请选择明天起 { $count } 天之内的日期。
refusal-unit-cycle = 部门不能位于自身之内。
refusal-unit-exists = 该部门已存在。
refusal-unit-is-root = 这是公司本身。
refusal-unit-not-then = 该部门在 { $day } 不存在。

## Accepted, but worth a look
warning-manager-ambiguous = 有多人名为“{ $name }”，未设置上级。
