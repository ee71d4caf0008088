# 商机：阶段、结果、原因、看板。

opportunity-title = 商机
opportunity-new = 新建商机
opportunity-empty = 还没有商机。商机是向客户的一次可能的销售。
opportunity-open-sum = { $count } 个进行中 · { $amount }
opportunity-weighted = 加权 { $amount }
opportunity-account-unknown = 客户未知
opportunity-entry-criteria = 进入“{ $stage }”之前
opportunity-need-filled = 已填
opportunity-need-missing = 尚缺
opportunity-credit = 业绩归属
opportunity-kind-new = 新业务
opportunity-kind-expansion = 扩展
opportunity-kind-renewal = 续约
opportunity-move = 移至阶段
opportunity-moved = { $who }将其从“{ $from }”移至“{ $to }”
opportunity-close = 结单
opportunity-reason-ask = 为什么是这个结果？
opportunity-stage-history = 阶段历史
opportunity-pipeline = 销售流程

board-title = 看板
board-column-empty = 此阶段没有商机。

## Stages of the default pipeline
stage-prospecting = 开发
stage-qualifying = 甄别
stage-presenting = 演示
stage-negotiating = 谈判
stage-closing = 成交
stage-following_up = 跟进
stage-won = 赢单
stage-lost = 输单
stage-no_decision = 未决策

## Outcomes
outcome-open = 进行中
outcome-won = 赢单
outcome-lost = 输单
outcome-no_decision = 未决策

## Steps of the history
step-opened = 已创建
step-moved = 已移动
step-changed = 已修改
step-won = 赢单
step-lost = 输单
step-no_decision = 未决策而结束
step-reopened = 已重新打开

## Reasons
reason-best_fit = 最符合需求
reason-relationship = 客户关系
reason-price = 价格
reason-product_gap = 产品功能不足
reason-competitor = 选择了竞争对手
reason-delivery = 交付时间
reason-terms = 合同条款
reason-timing = 时机不合适
reason-no_budget = 没有预算
reason-no_response = 没有回应
reason-project_stopped = 项目终止
reason-sponsor_left = 支持者离职
reason-other = 其他

## Forecast categories
category-pipeline = 商机储备
category-best_case = 最佳情况
category-commit = 承诺
category-closed = 已结单
category-omitted = 不计入
pipeline-default = 销售流程
