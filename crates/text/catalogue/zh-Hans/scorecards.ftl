# 记分卡与目标。

scorecard-title = 记分卡
scorecard-of = { $name }的记分卡
scorecard-measure = 指标
scorecard-now = 当前
scorecard-target = 目标
scorecard-target-set = 设置目标
scorecard-target-none = 无目标
scorecard-target-saved = 目标已保存。
scorecard-periods = 六个期间
scorecard-made-of = 来源
scorecard-sample = n = { $count }
scorecard-too-few = 样本太少，不排名
scorecard-period = 期间
scorecard-period-to-date = { $period }（至今）
scorecard-period-month = 本月
scorecard-period-quarter = 本季度
scorecard-period-year = 本年
scorecard-period-last-month = 上月
scorecard-period-last-quarter = 上季度
scorecard-period-last-year = 去年
scorecard-in-progress = 进行中
scorecard-by = 按{ $dimension }
scorecard-organisation-then = 当时的组织
scorecard-organisation-restated = 按 { $day } 的组织重述
scorecard-unplaced = 当时无归属
scorecard-state-ahead = 领先
scorecard-state-watch = 关注
scorecard-state-behind = 落后
scorecard-state-none = 无数值
scorecard-team = 团队
scorecard-people = 人员
scorecard-drill = 查看{ $figure }背后的记录
scorecard-trend = { $measure }，共 { $count } 个期间
scorecard-empty = 暂无可计量的数据。有了商机后即可看到数字。
