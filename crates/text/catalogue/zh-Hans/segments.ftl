# 细分市场、其成员，以及由谁覆盖。

segment-title = 细分市场
segment-one = 细分市场
segment-new = 新建细分市场
segment-change = 修改细分市场
segment-end = 终止细分市场
segment-end-hint = 自该日起，其中不再有客户，也不再有人覆盖。
segment-empty = 细分市场是对客户的命名条件，例如国家、规模或行业。由部门和岗位覆盖细分市场。
segment-condition = 条件
segment-condition-hint = 写法与列表筛选相同，例如：country = Norway and tier in (key, enterprise)
segment-members = 客户
segment-holds = 有效期
segment-history = 变更历史
segment-as-list = 以列表查看
segment-no-members = 没有符合条件的客户。
segment-look = 查看哪些客户会在其中
segment-count = { $count ->
   *[other] { $count } 个细分市场
}
segment-account-count = { $count ->
   *[other] { $count } 个客户
}
segment-hidden = { $count ->
   *[other] 有 { $count } 个客户对您不可见。
}
segment-would-hold = { $count ->
   *[other] 将包含 { $count } 个客户
}
segment-would-change = 新加入：{ $joins }。将移出：{ $leaves }。

## Conditions in words
condition-add = 添加到条件
condition-field = 字段
condition-test = 比较
condition-value = 值
condition-value-hint = 多个值之间用逗号分隔。
condition-join = 与已有条件的关系
condition-join-and = 并且：两者都须满足
condition-join-or = 或者：满足其一即可
condition-is = 是
condition-is-not = 不是
condition-contains = 包含
condition-starts-with = 开头是
condition-at-least = 至少
condition-at-most = 至多
condition-and = { $one }并且{ $other }
condition-or = { $one }或者{ $other }
condition-not = 非（{ $test }）

## Coverage
coverage-covers = 覆盖
coverage-covered-by = 覆盖者
coverage-nobody = 无人覆盖
coverage-everything = 全部
coverage-all-stages = 所有阶段
coverage-stages = 阶段
coverage-stages-hint = 不勾选表示全部。
coverage-distribution = 工作分配方式
coverage-priority = 优先级
coverage-priority-hint = 数字小者优先。
coverage-segment = 细分市场
coverage-segment-hint = 留空表示覆盖全部。
coverage-segment-ended = 已终止的细分市场
coverage-or-position = 或某个岗位
coverage-through = 通过部门{ $unit }

## Refusals
refusal-segment-without-condition = 请说明哪些客户属于其中。
refusal-segment-condition-moves = “{ $test }”到了明天或换一个人就会有不同含义。请使用地点、规模、行业或客户名称，不要使用相对今天的日期、您本人或负责人。
refusal-segment-name-taken = 已有名为“{ $name }”的细分市场。
refusal-segment-not-then = 该细分市场在 { $day } 无效。

## Account teams
team-line-of-business = 业务线
team-line-hint = 适用于多条业务线共同服务的客户。
team-product-line = 产品线
