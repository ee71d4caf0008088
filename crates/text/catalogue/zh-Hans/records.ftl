# 各类列表和记录自身的用语。

records-hand-over = 移交
records-handed-over = { $count } 条记录已更换负责人。
records-moved = { $count } 个商机已移动。
records-filter-not-empty = 有值
records-team-add = 加入团队
records-team-member = 成员
records-today-else = 未填写则为今天。
records-undone = 已恢复 { $count } 条记录。
records-undone-some = 已恢复：{ $count } 条。此后有改动而保留：{ $kept } 条。
records-view-deleted = 视图已删除。

## Fields
field-cost_per_year = 年度成本
field-domain = 域名
field-finished_at = 完成时间
field-founded_year = 成立年份
field-industry = 行业
field-is_vacant = 空缺
field-line = 产品线
field-postal_code = 邮政编码
field-probability_bp = 赢单概率
field-region = 地区
field-reports = 下属人数
field-started_at = 开始时间
field-state = 状态
field-street = 街道
field-updated_at = 更改时间

## Entries of the history
event-team_joined = { $who } 添加了团队成员
event-team_left = { $who } 移除了团队成员
record-moment-form = 日期和时间，例如 2026-11-22 14:30。
