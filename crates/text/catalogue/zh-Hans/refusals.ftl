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

## 导入、记录与指标
refusal-amount-too-fine = “{ $value }”的小数位数超过 { $currency } 的精度。
refusal-buying-role-unknown = “{ $value }”不是采购角色。
refusal-column-missing = 没有名为“{ $column }”的列。文件中的列：{ $columns }。
refusal-day-unreadable = “{ $value }”不是按 { $style } 书写的日期，而该列其他值是。
refusal-dimension-not-offered = { $measure } 不能按 { $by } 拆分。
refusal-dimension-unknown = 没有维度“{ $by }”；可用：person、position、manager、unit、product、account、stage、month、quarter、year。
refusal-email-unreadable = “{ $value }”不是电子邮件地址。
refusal-file-not-recognised = { $file }：无法从列 { $columns } 判断内容。请指定类型并映射各列。
refusal-file-unreadable = { $file }：{ $detail }
refusal-id-missing = 该行没有标识。
refusal-kind-unknown = “{ $value }”不是产品类型。
refusal-mapping-unreadable = 映射文件无法读取：{ $detail }
refusal-measure-unknown = 没有指标“{ $measure }”。
refusal-no-files = 请至少选择一个文件。
refusal-number-negative = 不能小于零。
refusal-number-unreadable = 这不是可以识别的数字。
refusal-owner-missing = 请指定负责人：您没有职位。
refusal-owner-unknown = 目前没有这样的负责人。
refusal-parent-itself = 客户不能是自己的上级。
refusal-period-backwards = 期间的结束日（{ $to }）早于开始日（{ $from }）。
refusal-pipeline-unknown = 没有这样的销售管道。
refusal-product-unknown = 产品目录中没有“{ $value }”。请添加，或指定别名。
refusal-rate-missing = { $day } 及之前没有 { $currency } 的汇率。请在“设置”的“汇率”中录入（或使用 bailiwick rates set）。
refusal-roster-team-incomplete = 该行缺少销售员、经理或办公室。
refusal-row-deleted = 该行在来源系统中已被删除。
refusal-row-repeated = “{ $value }”在文件中出现两次，以第一行为准。
refusal-stage-unknown = 该管道中没有这样的阶段。
refusal-tier-unknown = “{ $value }”不是客户等级；可用 key、enterprise、mid、small。

## Accepted, but worth a look
warning-manager-ambiguous = 有多人名为“{ $name }”，未设置上级。
warning-parent-unknown = 上级“{ $value }”未知，该客户暂无上级。
warning-email-unreadable = “{ $value }”不是电子邮件地址，该联系人暂无邮箱。

## Pipelines and stages
refusal-category-unknown = “{ $value }”不是进行中阶段的预测类别。
refusal-default-needed = 总有一个流程是默认的。请改为把另一个设为默认。
refusal-name-long = 名称最多 { $limit } 个字符。
refusal-need-unknown = 阶段不能要求填写“{ $value }”。
refusal-pipeline-exists = 已有名为“{ $name }”的销售流程。
refusal-probability-range = 请填写 0 到 100 的百分比，最多两位小数。
refusal-stage-exists = 已有名为“{ $name }”的阶段。
refusal-stage-held = 已有商机处于此阶段，其含义不能再改。请另建一个阶段。
refusal-stage-last = “{ $stage }”是同类中的最后一个阶段；流程至少需要一个。
refusal-stage-needs = 进入“{ $stage }”之前，“{ $name }”需要填写：{ $label }。
refusal-stage-occupied = “{ $stage }”中还有进行中的商机。请说明移到哪里。
refusal-stage-retired = “{ $stage }”已停用。

## Exchange rates
refusal-currency-own = { $currency } 是公司本位币，不需要汇率。
refusal-rate-columns = { $file }：没有货币、日期和汇率这三列。文件中的列：{ $columns }。
refusal-rate-line = 第 { $line } 行：{ $reason }
refusal-rate-unreadable = “{ $value }”不是汇率。请填写大于 0、最多九位小数的数字。
refusal-links-none = 请说明与哪个客户、联系人或商机有关。
refusal-links-too-many = 所属记录过多，最多 { $most } 条。
refusal-day-to-come = { $day } 尚未到来。
refusal-answer-missing = 请填写答复内容。
refusal-lead-reason-missing = 请选择原因。
refusal-lead-return-missing = 请填写再次跟进的日期。
refusal-lead-return-past = 再次跟进的日期必须在今天之后。
refusal-lead-converted = 该线索已转化为客户；请在客户或商机中继续。
refusal-lead-convert-instead = 线索要通过“转化”成为客户，不能直接改状态。
