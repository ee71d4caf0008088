# 搜索、命令面板与快捷键。

palette-pages = 页面
palette-actions = 操作
palette-none = 未找到“{ $query }”。
palette-results = { $count } 条结果
search-title = 搜索
search-results-for = “{ $query }”的搜索结果
