# 每个页面都有的词：导航、按钮、日期、列表、记录。

## Navigation
nav-today = 今天
nav-accounts = 客户
nav-contacts = 联系人
nav-leads = 线索
nav-products = 产品
nav-opportunities = 商机
nav-scorecards = 记分卡
nav-organisation = 组织
nav-imports = 导入
nav-settings = 设置

## Buttons and small words
action-add = 添加
action-create = 新建
action-done = 完成
action-edit = 编辑
action-move = 移动
action-remove = 移除
action-rename = 重命名
action-save = 保存
action-search = 搜索
action-undone = 已撤销
word-all = 全部
word-no = 否
word-yes = 是
word-masked = 不显示
word-hidden = 已隐藏
word-unknown = 未知
word-from = 从
word-to = 到
word-not-set = 未设置
word-no-value = 无数值

## Days and durations
day-today = 今天
day-tomorrow = 明天
day-yesterday = 昨天
day-in-days = { $days } 天后
day-days-ago = { $days } 天前
day-days-late = 逾期 { $days } 天
moment-today = 今天 { $clock }
moment-yesterday = 昨天
duration-days = { $days } 天
duration-days-short = { $days } 天
duration-minutes = { $minutes } 分钟
duration-hours = { $hours } 小时
duration-hours-minutes = { $hours } 小时 { $minutes } 分钟
list-last = { $head }和{ $last }

## The list
list-filter = 筛选
list-filter-contains = 包含
list-filter-is-not = 不是
list-filter-before = 早于
list-filter-after = 晚于
list-filter-at-least = 至少
list-filter-at-most = 至多
list-filter-empty = 为空
list-filter-mine = 我的
list-filter-team = 我的团队
list-filter-everyone = 我可见的所有人
list-sort = 排序
list-export-csv = CSV
list-export-xlsx = Excel (XLSX)
list-view-delete = 删除视图
list-view-table = 表格
list-count = { $count } 条记录
list-empty = 这里还没有内容。
list-empty-filtered = 没有符合筛选条件的记录。
list-empty-filtered-action = 清除筛选条件

## The record
record-timeline-everything = 全部
record-timeline-changes = 变更
record-next-step = 下一步
record-next-step-is = 下一步：{ $step }
record-next-step-none = 尚无计划
record-next-step-set = 安排下一步
record-related = 相关
record-notes = 备注
record-note-text = 备注
record-task-add = 添加任务
record-task-done = 标记为完成
record-task-due = 截止日期
record-changed-by = { $who }修改于{ $when }
record-hidden-why = 您无权查看此记录。
record-masked-why = 只有拥有“敏感字段”权限的人才能查看和填写。
record-hidden-kept = 对您隐藏。留空则保持不变。
record-present = { $names }{ $count ->
   *[other] 正在编辑此处
  }
record-why-see = 为什么我能看到它？
record-why-own = 您担任负责它的岗位。
record-why-team = 您的岗位在它的团队中。
record-why-below = 负责人直接或间接向您汇报。
record-why-segment = 您的岗位覆盖细分市场“{ $segment }”。
record-why-role = 您的角色可以查看所有此类记录。
record-why-everyone = 所有登录的用户都可以查看此类记录。
record-why-nobodys = 没有人负责它：没有负责人的客户对所有人可见。
record-change-set = { $who }将{ $field }设为{ $after }
record-change-unread = { $who }更改了{ $field }
record-change-from = { $who }将{ $field }从{ $before }改为{ $after }
record-change-cleared = { $who }清空了{ $field }

## Pages around the pages
page-live-changed = 有人修改了此页面。
page-live-reload = 显示修改
toast-created = 已新建{ $name }。
toast-changed = 已修改{ $name }。
toast-moved = { $name }已移至{ $place }。
nav-activities = 活动
