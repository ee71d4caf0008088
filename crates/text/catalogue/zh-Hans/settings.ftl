# 设置、语言与主题。

settings-title = 设置
settings-mine = 个人
settings-company = 公司
settings-company-name = 名称
settings-time-zone = 时区
settings-fiscal-first-month = 首月
settings-pipelines = 销售流程与阶段
settings-language = 语言
settings-theme = 主题
settings-saved = 设置已保存。
settings-sessions = 设备
theme-system = 跟随系统
theme-light = 浅色
theme-dark = 深色

## Pipelines and stages
pipeline-explained = 销售流程是一笔销售所走的路：各阶段的顺序、对预测的意义，以及进入之前必须了解的内容。
pipeline-new = 新建销售流程
pipeline-like = 沿用其阶段
pipeline-like-usual = 通常的流程
pipeline-is-default = 默认
pipeline-is-imported = 导入
pipeline-make-default = 新商机从这里开始
pipeline-default-explained = 新商机从这里开始。
stage-add = 添加阶段
stage-new = 新阶段
stage-needs = 进入前必须填写
stage-needs-explained = 把商机移到这里的人会被要求补上所缺的内容。
stage-criteria-explained = 用文字说明，每行一条；显示在前一阶段。
stage-open-only = 仅用于进行中的阶段。赢单按 100 % 计，其他结局按 0 % 计。
stage-order = 顺序
stage-up = 上移“{ $stage }”
stage-down = 下移“{ $stage }”
stage-use = 使用
stage-retired = 已停用
stage-retired-explained = 此阶段已停用。在此发生过的事仍留在历史中。
stage-retired-said = “{ $stage }”已停用。
stage-retire = 停用
stage-retire-to = 将此处进行中的商机移到
stage-retire-explained = 停用的阶段不再提供选择；历史和已关闭的商机仍保留它。
stage-restore = 重新启用

## Exchange rates
settings-rates = 汇率
rate-explained = 一单位某种货币值多少 { $currency }，自某日起至下一日为止。金额按预计成交日当天或之前最近的汇率折算为 { $currency } 汇总。
rate-empty = 尚无汇率。其他货币的金额需要汇率。
rate-new = 录入汇率
rate-enter = 录入
rate-from = 自
rate-rate = 汇率
rate-hint = 一单位值多少 { $currency }。
rate-by-hand = 手工录入
rate-file = 载入文件
rate-file-choose = 文件
rate-file-hint = 含 currency、date、rate 三列的 CSV 或 Excel 文件。
rate-load = 载入
rate-saved = 汇率：新增 { $created } 条，更改 { $changed } 条，未变 { $unchanged } 条。
rate-removed = 已删除一条 { $currency } 汇率。
settings-group-own = 我的设置
settings-group-company = 公司设置
settings-group-selling = 销售设置

## 缺勤
absence-title = 缺勤
absence-new = 我不在
absence-explained = 这些天不会给你分配新工作。指名归你的工作由你指定的代理人接收。
absence-none = 你没有缺勤。
absence-deputy = 代理人
absence-deputy-hint = 接收指名归你的工作；未指定时仍归你。
absence-own-deputy = 不能指定自己为代理人。
absence-nobody = 你的用户没有关联人员，请联系管理员。
