# 筛选、列表、记录：拒绝的原因。位置指所在的字符。

refusal-choice-unknown = “{ $value }”不在以下选项之内：{ $known }。
refusal-count-unknown = 不能按“{ $value }”计数。请写 exact，或省略。
refusal-cursor-stale = 此页属于另一个列表。请从第一页开始。
refusal-field-readonly = { $field } 不能手动设置。
refusal-field-unknown = 没有字段“{ $field }”。可选：{ $known }。
refusal-filter-bracket-open = 第 { $at } 个字符“{ $found }”处括号未闭合。请用 ) 闭合。
refusal-filter-choice-unknown = “{ $value }”不是 { $field } 的值（第 { $at } 个字符）。可选：{ $known }。
refusal-filter-field-missing = 第 { $at } 个字符处应为字段，而不是“{ $found }”。
refusal-filter-field-unknown = 没有字段“{ $field }”（第 { $at } 个字符）。可选：{ $known }。
refusal-filter-list-missing = 第 { $at } 个字符处应为列表，而不是“{ $found }”。请写成 (甲, 乙)。
refusal-filter-not-a-day = “{ $value }”不是 { $field } 的日期（第 { $at } 个字符）。请写 2017-03-01、today 或 today-30d。
refusal-filter-not-a-number = “{ $value }”不是 { $field } 的整数（第 { $at } 个字符）。
refusal-filter-not-an-amount = “{ $value }”不是 { $field } 的金额（第 { $at } 个字符）。请写 1000 或 "1000 EUR"。
refusal-filter-not-an-id = 第 { $at } 个字符处：编号只能用 = 或 in 比较，写法与接口给出的一致。
refusal-filter-not-yes-or-no = “{ $value }”既不是 true 也不是 false，字段 { $field }（第 { $at } 个字符）。
refusal-filter-operator-missing = 第 { $at } 个字符处应为 = != < <= > >= contains、starts with、under、in、is empty 之一，而不是“{ $found }”。
refusal-filter-operator-unfit = “{ $operator }”不适用于 { $field }（第 { $at } 个字符）。
refusal-filter-owner-too-many = “{ $value }”对应的岗位过多，字段 { $field }（第 { $at } 个字符）。请写得更具体，或使用 under。
refusal-filter-quote-open = 第 { $at } 个字符处的引号没有闭合。
refusal-filter-rest = 第 { $at } 个字符处不应出现“{ $found }”。用 and、or 连接条件；多个词请加引号。
refusal-filter-too-deep = 第 { $at } 个字符处括号超过 { $limit } 层。
refusal-filter-too-long = 筛选最多 { $limit } 个字符，而这一条超过了 { $at }。
refusal-filter-value-missing = 第 { $at } 个字符处应为值，而不是“{ $found }”。语法用词需加引号。
refusal-limit-range = 每页最多 { $limit } 行。
refusal-parent-cycle = 此公司在对方之下，不能同时作为其上级。
refusal-record-unknown = 没有这条记录，或您无权查看。
refusal-sort-unknown = 列表不能按“{ $field }”排序。可选：{ $known }。
refusal-subject-empty = 请写明事由。
refusal-value-wrong = “{ $value }”不是此字段的值。
