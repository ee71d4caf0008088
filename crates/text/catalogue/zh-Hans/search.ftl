# 搜索、命令面板与快捷键。

palette-pages = 页面
palette-actions = 操作
palette-none = 未找到“{ $query }”。
palette-results = { $count } 条结果
search-title = 搜索
search-results-for = “{ $query }”的搜索结果
search-likely = 您是不是要找
search-likely-only = 没有内容包含这些词。以下只差一个输入错误。
