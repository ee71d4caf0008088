# 资格评估框架。
qualification-title = 资格评估
qualification-explained = 框架规定线索成为商机之前要了解的内容。更换框架时已有答案会保留，线索转为商机时答案随之转移。
qualification-chosen = 当前选择
qualification-saved = 已保存
qualification-edit = 填写已知内容
qualification-element = 要素
qualification-answer = 是否已知
qualification-evidence = 依据
frame-plain = 需求、预算、时间表、决策流程
frame-meddicc = MEDDICC
refusal-frame-evidence = 请说明判断依据。
field-metrics = 量化指标
field-economic_buyer = 经济决策者
field-decision_criteria = 决策标准
field-identify_pain = 已识别痛点
field-champion = 内部支持者
field-competition = 竞争情况
