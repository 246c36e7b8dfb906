<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>RadLens</name>
    <message>
        <source>.npz files with train_ and val_ images and labels</source>
        <translation>.npz 文件，含 train_ 和 val_ 的图像与标签</translation>
    </message>
    <message>
        <source>1 is the usual size.</source>
        <translation>1 为默认大小。</translation>
    </message>
    <message>
        <source>1 study</source>
        <translation>1 个检查</translation>
    </message>
    <message>
        <source>3D</source>
        <translation>三维</translation>
    </message>
    <message>
        <source>3D: CT MIP</source>
        <translation>三维：CT 最大密度投影</translation>
    </message>
    <message>
        <source>3D: CT bone</source>
        <translation>三维：CT 骨</translation>
    </message>
    <message>
        <source>3D: CT skin</source>
        <translation>三维：CT 皮肤</translation>
    </message>
    <message>
        <source>3D: MIP</source>
        <translation>三维：最大密度投影</translation>
    </message>
    <message>
        <source>3D: Surface</source>
        <translation>三维：表面</translation>
    </message>
    <message>
        <source>A folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>About RadLens</source>
        <translation>关于 RadLens</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Accept all open findings</source>
        <translation>接受所有未审核的发现</translation>
    </message>
    <message>
        <source>Accept the finding</source>
        <translation>接受该发现</translation>
    </message>
    <message>
        <source>Accept the series' warnings</source>
        <translation>接受该序列的警告</translation>
    </message>
    <message>
        <source>Accession number</source>
        <translation>检查号</translation>
    </message>
    <message>
        <source>Add to the models</source>
        <translation>加入模型列表</translation>
    </message>
    <message>
        <source>Age at diagnosis</source>
        <translation>诊断时年龄</translation>
    </message>
    <message>
        <source>Ambient light</source>
        <translation>环境光</translation>
    </message>
    <message>
        <source>among the models</source>
        <translation>已在模型列表中</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>角度</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Another frame of reference: not shown until it is registered or linked by hand.</source>
        <translation>不同参考坐标系：配准或手动关联后才显示。</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Apply window {name}</source>
        <translation>应用窗宽窗位 {name}</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>Arrow with text</source>
        <translation>箭头标注</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Attention map</source>
        <translation>注意力图</translation>
    </message>
    <message>
        <source>Attention maps tested</source>
        <translation>注意力图检验</translation>
    </message>
    <message>
        <source>Automatic window</source>
        <translation>自动窗</translation>
    </message>
    <message>
        <source>Axial plane</source>
        <translation>轴位</translation>
    </message>
    <message>
        <source>best score</source>
        <translation>最佳得分</translation>
    </message>
    <message>
        <source>Beyond the 10 % of diagnostic displays, within the 20 % of others (AAPM TG18).</source>
        <translation>超过诊断显示器的 10 % 限值，在其他显示器的 20 % 限值以内（AAPM TG18）。</translation>
    </message>
    <message>
        <source>Beyond the 20 % limit (AAPM TG18): this screen does not follow the GSDF.</source>
        <translation>超过 20 % 限值（AAPM TG18）：该显示器不符合 GSDF。</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Body part</source>
        <translation>检查部位</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Brush: paint on a mask</source>
        <translation>画笔：在掩膜上绘制</translation>
    </message>
    <message>
        <source>By the hanging protocols; else in your last layout.</source>
        <translation>按挂片协议；关闭后沿用上次的布局。</translation>
    </message>
    <message>
        <source>Calibration curve</source>
        <translation>校准曲线</translation>
    </message>
    <message>
        <source>case folders and patients.csv</source>
        <translation>病例文件夹和 patients.csv</translation>
    </message>
    <message>
        <source>case folders with flair and lesion.nii.gz, as the export of training data</source>
        <translation>病例文件夹，含 flair 和 lesion.nii.gz，与导出的训练数据相同</translation>
    </message>
    <message>
        <source>choosing the threshold</source>
        <translation>正在选择阈值</translation>
    </message>
    <message>
        <source>Cine faster</source>
        <translation>电影播放加快</translation>
    </message>
    <message>
        <source>Cine slower</source>
        <translation>电影播放减慢</translation>
    </message>
    <message>
        <source>Cobb angle</source>
        <translation>Cobb 角</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>色彩</translation>
    </message>
    <message>
        <source>cross-validation</source>
        <translation>交叉验证</translation>
    </message>
    <message>
        <source>CT bone</source>
        <translation>CT 骨窗</translation>
    </message>
    <message>
        <source>CT brain</source>
        <translation>CT 脑窗</translation>
    </message>
    <message>
        <source>CT liver</source>
        <translation>CT 肝窗</translation>
    </message>
    <message>
        <source>CT lung</source>
        <translation>CT 肺窗</translation>
    </message>
    <message>
        <source>CT mediastinum</source>
        <translation>CT 纵隔窗</translation>
    </message>
    <message>
        <source>CT soft tissue</source>
        <translation>CT 软组织窗</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Checkerboard</source>
        <translation>棋盘格</translation>
    </message>
    <message>
        <source>Choose a study on the left</source>
        <translation>请在左侧选择检查</translation>
    </message>
    <message>
        <source>Choose the best recipe</source>
        <translation>选用最佳配方</translation>
    </message>
    <message>
        <source>Cine</source>
        <translation>电影播放</translation>
    </message>
    <message>
        <source>Cine speed</source>
        <translation>播放速度</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>清除已结束</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close study</source>
        <translation>关闭检查</translation>
    </message>
    <message>
        <source>Cluster of clusters</source>
        <translation>综合聚类</translation>
    </message>
    <message>
        <source>Colour of {name}</source>
        <translation>{name} 的颜色</translation>
    </message>
    <message>
        <source>Colours of {name}</source>
        <translation>{name} 的色图</translation>
    </message>
    <message>
        <source>Colours: cividis</source>
        <translation>色图：cividis</translation>
    </message>
    <message>
        <source>Colours: grey</source>
        <translation>色图：灰度</translation>
    </message>
    <message>
        <source>Colours: hot</source>
        <translation>色图：hot</translation>
    </message>
    <message>
        <source>Colours: inferno</source>
        <translation>色图：inferno</translation>
    </message>
    <message>
        <source>Colours: magma</source>
        <translation>色图：magma</translation>
    </message>
    <message>
        <source>Colours: plasma</source>
        <translation>色图：plasma</translation>
    </message>
    <message>
        <source>Colours: turbo</source>
        <translation>色图：turbo</translation>
    </message>
    <message>
        <source>Colours: viridis</source>
        <translation>色图：viridis</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Compare four series</source>
        <translation>对比四个序列</translation>
    </message>
    <message>
        <source>Compare six series</source>
        <translation>对比六个序列</translation>
    </message>
    <message>
        <source>Compare two series</source>
        <translation>对比两个序列</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>Contours</source>
        <translation>勾画轮廓组</translation>
    </message>
    <message>
        <source>Contrast steps depart from the GSDF by at most {percent} %.</source>
        <translation>各级对比度与 GSDF 的最大偏差为 {percent} %。</translation>
    </message>
    <message>
        <source>Copy folder into the library…</source>
        <translation>将文件夹复制到病例库…</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>拷贝数</translation>
    </message>
    <message>
        <source>Coronal plane</source>
        <translation>冠状位</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>十字线</translation>
    </message>
    <message>
        <source>Crosshair follows in all views</source>
        <translation>十字线在所有视图中跟随</translation>
    </message>
    <message>
        <source>CSV: driving level 0 to 255, measured cd/m².</source>
        <translation>CSV：数字驱动电平 (DDL) 0 至 255，实测亮度 cd/m²。</translation>
    </message>
    <message>
        <source>Ctrl+K finds every command, F1 lists mouse and keys.</source>
        <translation>Ctrl+K 查找命令，F1 列出鼠标与按键。</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Ctrl+滚轮</translation>
    </message>
    <message>
        <source>Curved line</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Curved plane along a line</source>
        <translation>沿线的曲面重建</translation>
    </message>
    <message>
        <source>Curved plane of the line</source>
        <translation>所选线的曲面重建</translation>
    </message>
    <message>
        <source>Curved plane stretched flat</source>
        <translation>曲面展平</translation>
    </message>
    <message>
        <source>Data: {layout}</source>
        <translation>数据：{layout}</translation>
    </message>
    <message>
        <source>DNA methylation</source>
        <translation>DNA 甲基化</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Dark / light theme</source>
        <translation>深色 / 浅色主题</translation>
    </message>
    <message>
        <source>Data…</source>
        <translation>数据…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete the measurement</source>
        <translation>删除测量</translation>
    </message>
    <message>
        <source>Deletion {deletion} (by chance {deletion_random}), insertion {insertion} (by chance {insertion_random}); likeness to random weights {likeness_to_random_weights}; repeatability {repeatability}</source>
        <translation>删除 {deletion}（随机 {deletion_random}），插入 {insertion}（随机 {insertion_random}）；与随机权重的相似度 {likeness_to_random_weights}；可重复性 {repeatability}</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>Dismiss (it stays in the log)</source>
        <translation>关闭提示（仍保留在日志中）</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Drag a ring of the crosshair</source>
        <translation>拖动十字线上的圆环</translation>
    </message>
    <message>
        <source>Drag a series here.</source>
        <translation>将序列拖到此处。</translation>
    </message>
    <message>
        <source>Drop a folder, files or a ZIP anywhere in this window.</source>
        <translation>将文件夹、文件或 ZIP 拖到窗口任意位置。</translation>
    </message>
    <message>
        <source>Edit the finding's mask</source>
        <translation>编辑该发现的掩膜</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>Ellipse region</source>
        <translation>椭圆感兴趣区</translation>
    </message>
    <message>
        <source>Else trainings stop with the window; both can be resumed.</source>
        <translation>否则训练随窗口停止；两种情况都可以继续。</translation>
    </message>
    <message>
        <source>embedding slices</source>
        <translation>正在计算切片特征</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>epoch {n} of {m}</source>
        <translation>第 {n} 轮，共 {m} 轮</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Eraser: take off a mask</source>
        <translation>橡皮：擦除掩膜</translation>
    </message>
    <message>
        <source>Export training data…</source>
        <translation>导出训练数据…</translation>
    </message>
    <message>
        <source>Faithful in its tests</source>
        <translation>已通过忠实性测试</translation>
    </message>
    <message>
        <source>Faithfulness not tested</source>
        <translation>未测试忠实性</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>查找命令…</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Findings appear here.</source>
        <translation>发现将显示在这里。</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>First slice</source>
        <translation>首层</translation>
    </message>
    <message>
        <source>FLAIR slices with a lesion mask</source>
        <translation>FLAIR 切片与病灶掩膜</translation>
    </message>
    <message>
        <source>Flip left–right</source>
        <translation>左右翻转</translation>
    </message>
    <message>
        <source>Flip top–bottom</source>
        <translation>上下翻转</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>折</translation>
    </message>
    <message>
        <source>Folder of training data</source>
        <translation>训练数据文件夹</translation>
    </message>
    <message>
        <source>Frame of reference</source>
        <translation>参考坐标系</translation>
    </message>
    <message>
        <source>Freehand region</source>
        <translation>徒手区域</translation>
    </message>
    <message>
        <source>From behind</source>
        <translation>从后面看</translation>
    </message>
    <message>
        <source>From the feet</source>
        <translation>从足侧看</translation>
    </message>
    <message>
        <source>From the front</source>
        <translation>从前面看</translation>
    </message>
    <message>
        <source>From the head</source>
        <translation>从头侧看</translation>
    </message>
    <message>
        <source>From the headers: {names}.</source>
        <translation>来自文件头：{names}。</translation>
    </message>
    <message>
        <source>From the patient's left</source>
        <translation>从患者左侧看</translation>
    </message>
    <message>
        <source>From the patient's right</source>
        <translation>从患者右侧看</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Fusion</source>
        <translation>融合</translation>
    </message>
    <message>
        <source>Fusion: blend, checkerboard, swipe</source>
        <translation>融合：混合、棋盘格、卷帘</translation>
    </message>
    <message>
        <source>Getting ready to draw. At the first start this takes a minute or two.</source>
        <translation>正在准备绘图。首次启动需要一两分钟。</translation>
    </message>
    <message>
        <source>GSDF ±{percent} %: {name}, ambient {ambient} cd/m²</source>
        <translation>GSDF ±{percent} %：{name}，环境光 {ambient} cd/m²</translation>
    </message>
    <message>
        <source>Gantry tilt</source>
        <translation>机架倾角</translation>
    </message>
    <message>
        <source>Go to it</source>
        <translation>跳转到此处</translation>
    </message>
    <message>
        <source>Grade (WHO)</source>
        <translation>分级（WHO）</translation>
    </message>
    <message>
        <source>Hang studies by rule</source>
        <translation>按规则挂片</translation>
    </message>
    <message>
        <source>Hanging protocol</source>
        <translation>挂片协议</translation>
    </message>
    <message>
        <source>Hanging protocols…</source>
        <translation>挂片协议…</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Hide identities at start</source>
        <translation>启动时隐藏身份</translation>
    </message>
    <message>
        <source>Hide the patient's identity</source>
        <translation>隐藏患者身份</translation>
    </message>
    <message>
        <source>Hide {name}</source>
        <translation>隐藏 {name}</translation>
    </message>
    <message>
        <source>How far the window moves with the mouse.</source>
        <translation>窗宽窗位随鼠标变化的快慢。</translation>
    </message>
    <message>
        <source>How it is shown</source>
        <translation>显示方式</translation>
    </message>
    <message>
        <source>How the volume is shown</source>
        <translation>体数据的显示方式</translation>
    </message>
    <message>
        <source>I have read this; run anyway</source>
        <translation>我已阅读，仍要运行</translation>
    </message>
    <message>
        <source>images and labels, each case a .nii.gz in both</source>
        <translation>images 与 labels 文件夹，每个病例在两者中各有一个 .nii.gz</translation>
    </message>
    <message>
        <source>in mm, not across slices</source>
        <translation>单位毫米，层间除外</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>is being stopped</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>It is being read.</source>
        <translation>正在读取。</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Key image</source>
        <translation>关键图像</translation>
    </message>
    <message>
        <source>Key images</source>
        <translation>关键图像</translation>
    </message>
    <message>
        <source>Keyboard to the next area</source>
        <translation>键盘焦点移到下一区域</translation>
    </message>
    <message>
        <source>Keyboard to the previous area</source>
        <translation>键盘焦点移到上一区域</translation>
    </message>
    <message>
        <source>Known failures</source>
        <translation>已知失败情形</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>放大画笔</translation>
    </message>
    <message>
        <source>Last slice</source>
        <translation>末层</translation>
    </message>
    <message>
        <source>Last validation; contours: truth in green, answer in orange</source>
        <translation>最近一次验证；轮廓：绿色为真值，橙色为模型结果</translation>
    </message>
    <message>
        <source>Lay over</source>
        <translation>叠加</translation>
    </message>
    <message>
        <source>Lay the next series over this one</source>
        <translation>将下一序列叠加到此序列</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>左键拖动</translation>
    </message>
    <message>
        <source>Left drag in 3D</source>
        <translation>三维中左键拖动</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Light the screen reflects, cd/m².</source>
        <translation>屏幕反射的光，cd/m²。</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>Link the views at these places</source>
        <translation>在此位置关联视图</translation>
    </message>
    <message>
        <source>Load a mask…</source>
        <translation>载入掩膜…</translation>
    </message>
    <message>
        <source>Look at the library's folders again</source>
        <translation>重新检查病例库的文件夹</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>Close the histogram</source>
        <translation>关闭直方图</translation>
    </message>
    <message>
        <source>Log counts</source>
        <translation>对数计数</translation>
    </message>
    <message>
        <source>Look from</source>
        <translation>观察方向</translation>
    </message>
    <message>
        <source>measuring the final model</source>
        <translation>正在测量最终模型</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Panels and areas</source>
        <translation>面板与区域</translation>
    </message>
    <message>
        <source>Plane</source>
        <translation>平面</translation>
    </message>
    <message>
        <source>pauses after this epoch</source>
        <translation>本轮结束后暂停</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Press 0 for an automatic one.</source>
        <translation>按 0 使用自动窗宽窗位。</translation>
    </message>
    <message>
        <source>Press on a measurement's line</source>
        <translation>按住测量线</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>探针</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>感兴趣区</translation>
    </message>
    <message>
        <source>Report of its training</source>
        <translation>其训练报告</translation>
    </message>
    <message>
        <source>Save test pattern as DICOM…</source>
        <translation>将测试图保存为 DICOM…</translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation>翻层</translation>
    </message>
    <message>
        <source>Second series</source>
        <translation>第二序列</translation>
    </message>
    <message>
        <source>Select it; a drag then moves it whole</source>
        <translation>选中；再拖动可整体移动</translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>Slab</source>
        <translation>厚层</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>The file's own window shows hardly anything of this series.</source>
        <translation>文件自带的窗宽窗位几乎显示不出该序列的内容。</translation>
    </message>
    <message>
        <source>The model is not made for this kind of picture.</source>
        <translation>该模型不适用于此类影像。</translation>
    </message>
    <message>
        <source>Turn the planes</source>
        <translation>旋转平面</translation>
    </message>
    <message>
        <source>Turn the volume</source>
        <translation>旋转三维</translation>
    </message>
    <message>
        <source>Two diameters</source>
        <translation>双径线</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the new model</source>
        <translation>新模型的名称</translation>
    </message>
    <message>
        <source>reading cases</source>
        <translation>正在读取病例</translation>
    </message>
    <message>
        <source>reading pictures</source>
        <translation>正在读取图像</translation>
    </message>
    <message>
        <source>that of its members</source>
        <translation>与其成员相同</translation>
    </message>
    <message>
        <source>The recipe has no [search.ranges].</source>
        <translation>该配方没有 [search.ranges]。</translation>
    </message>
    <message>
        <source>To train on your own studies: accept (A), reject (X) or draw (B) findings in them, then export training data (Ctrl+Shift+E).</source>
        <translation>用自己的检查训练：在检查中接受 (A)、拒绝 (X) 或绘制 (B) 发现，然后导出训练数据 (Ctrl+Shift+E)。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Value ({unit})</source>
        <translation>数值（{unit}）</translation>
    </message>
    <message>
        <source>stored values</source>
        <translation>存储值</translation>
    </message>
    <message>
        <source>Colour pictures have no window.</source>
        <translation>彩色图像没有窗宽窗位。</translation>
    </message>
    <message>
        <source>Magnifier (hold to peek)</source>
        <translation>放大镜（按住可临时查看）</translation>
    </message>
    <message>
        <source>Mark as key image</source>
        <translation>标记为关键图像</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>掩膜</translation>
    </message>
    <message>
        <source>Masks and heatmaps appear here once a model has run (Ctrl+R).</source>
        <translation>模型运行后 (Ctrl+R)，掩膜与热图将显示在这里。</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Measure a Cobb angle</source>
        <translation>测量 Cobb 角</translation>
    </message>
    <message>
        <source>Measure a length</source>
        <translation>测量长度</translation>
    </message>
    <message>
        <source>Measure along the line</source>
        <translation>沿线测量</translation>
    </message>
    <message>
        <source>Measure an angle</source>
        <translation>测量角度</translation>
    </message>
    <message>
        <source>Measure two diameters</source>
        <translation>测量长短径</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>实测指标</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Measuring tool in a curved plane</source>
        <translation>曲面重建中的测量工具</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员模型</translation>
    </message>
    <message>
        <source>Messages so far</source>
        <translation>消息记录</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>中键拖动</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>成像方式</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Mouse and keys</source>
        <translation>鼠标与按键</translation>
    </message>
    <message>
        <source>Next key image</source>
        <translation>下一个关键图像</translation>
    </message>
    <message>
        <source>Next stage of the hanging protocol</source>
        <translation>挂片协议的下一阶段</translation>
    </message>
    <message>
        <source>No training so far. Choose a recipe and data below.</source>
        <translation>尚无训练。请在下方选择配方和数据。</translation>
    </message>
    <message>
        <source>NOT FAITHFUL: it failed its tests</source>
        <translation>不忠实：未通过测试</translation>
    </message>
    <message>
        <source>Names, IDs and dates stay off the screen until they are shown by key P.</source>
        <translation>姓名、编号与日期不显示，按 P 键可显示。</translation>
    </message>
    <message>
        <source>Next / previous slice</source>
        <translation>上一层 / 下一层</translation>
    </message>
    <message>
        <source>Next finding</source>
        <translation>下一个发现</translation>
    </message>
    <message>
        <source>Next series</source>
        <translation>下一序列</translation>
    </message>
    <message>
        <source>Next stack</source>
        <translation>下一组</translation>
    </message>
    <message>
        <source>No findings</source>
        <translation>无发现</translation>
    </message>
    <message>
        <source>No messages so far.</source>
        <translation>暂无消息。</translation>
    </message>
    <message>
        <source>No model is installed.</source>
        <translation>尚未安装模型。</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>无姓名</translation>
    </message>
    <message>
        <source>No series is open.</source>
        <translation>未打开序列。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation>没有正在运行的任务。</translation>
    </message>
    <message>
        <source>Nothing is sent over a network.</source>
        <translation>不会通过网络发送任何数据。</translation>
    </message>
    <message>
        <source>One slice</source>
        <translation>单层</translation>
    </message>
    <message>
        <source>One view</source>
        <translation>单视图</translation>
    </message>
    <message>
        <source>One view large / all views</source>
        <translation>单视图放大 / 全部视图</translation>
    </message>
    <message>
        <source>One view large / back</source>
        <translation>单视图放大 / 还原</translation>
    </message>
    <message>
        <source>Opacity of {name}</source>
        <translation>{name} 的不透明度</translation>
    </message>
    <message>
        <source>Opacity {n} %</source>
        <translation>不透明度 {n} %</translation>
    </message>
    <message>
        <source>Open a series to run a model on.</source>
        <translation>请先打开要运行模型的序列。</translation>
    </message>
    <message>
        <source>Open a study</source>
        <translation>打开检查</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open the demo study</source>
        <translation>打开演示检查</translation>
    </message>
    <message>
        <source>Open the report</source>
        <translation>打开报告</translation>
    </message>
    <message>
        <source>Other recipe…</source>
        <translation>其他配方…</translation>
    </message>
    <message>
        <source>Overlays (hold to peek)</source>
        <translation>叠加层（按住可暂时切换）</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>侧栏</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Patient (hidden)</source>
        <translation>患者（已隐藏）</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation>患者编号</translation>
    </message>
    <message>
        <source>Pause after this epoch</source>
        <translation>本轮结束后暂停</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Plane of the slices</source>
        <translation>采集平面</translation>
    </message>
    <message>
        <source>Planes along the patient's axes</source>
        <translation>平面沿患者坐标轴</translation>
    </message>
    <message>
        <source>Polygon region</source>
        <translation>多边形感兴趣区</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>首选项…</translation>
    </message>
    <message>
        <source>Previous finding</source>
        <translation>上一个发现</translation>
    </message>
    <message>
        <source>Previous key image</source>
        <translation>上一个关键图像</translation>
    </message>
    <message>
        <source>Previous series</source>
        <translation>上一序列</translation>
    </message>
    <message>
        <source>Previous stack</source>
        <translation>上一组</translation>
    </message>
    <message>
        <source>Previous stage of the hanging protocol</source>
        <translation>挂片协议的上一阶段</translation>
    </message>
    <message>
        <source>Probe a value</source>
        <translation>单点取值</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>RNA expression</source>
        <translation>RNA 表达</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>RESEARCH USE ONLY: not a medical device.</source>
        <translation>仅供研究使用：不是医疗器械。</translation>
    </message>
    <message>
        <source>RadLens shows CT and MRI studies and runs models on them.</source>
        <translation>RadLens 显示 CT 与 MRI 检查，并在其上运行模型。</translation>
    </message>
    <message>
        <source>Read and accept the series' warnings first.</source>
        <translation>请先阅读并接受该序列的警告。</translation>
    </message>
    <message>
        <source>Read from</source>
        <translation>读取自</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Reference lines</source>
        <translation>定位线</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>配准</translation>
    </message>
    <message>
        <source>Register the second series</source>
        <translation>配准叠加的序列</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Reject the finding</source>
        <translation>拒绝该发现</translation>
    </message>
    <message>
        <source>Remove the layer</source>
        <translation>移除图层</translation>
    </message>
    <message>
        <source>Reset view</source>
        <translation>重置视图</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Reverse the wheel</source>
        <translation>反转滚轮</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>右键拖动</translation>
    </message>
    <message>
        <source>Rotate left</source>
        <translation>向左旋转</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>向右旋转</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run outside the card's limits</source>
        <translation>超出模型卡限制仍运行</translation>
    </message>
    <message>
        <source>Run the model</source>
        <translation>运行模型</translation>
    </message>
    <message>
        <source>Sagittal plane</source>
        <translation>矢状位</translation>
    </message>
    <message>
        <source>Same frame of reference: as the scanner placed it</source>
        <translation>同一参考坐标系：按扫描仪位置</translation>
    </message>
    <message>
        <source>Save key images…</source>
        <translation>保存关键图像…</translation>
    </message>
    <message>
        <source>Save results…</source>
        <translation>保存结果…</translation>
    </message>
    <message>
        <source>Save screenshot of all views…</source>
        <translation>保存全部视图截图…</translation>
    </message>
    <message>
        <source>Save screenshot…</source>
        <translation>保存截图…</translation>
    </message>
    <message>
        <source>Search and list of studies</source>
        <translation>搜索与检查列表</translation>
    </message>
    <message>
        <source>Search studies</source>
        <translation>搜索检查</translation>
    </message>
    <message>
        <source>Search the recipe's ranges</source>
        <translation>搜索配方的范围</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Series UID</source>
        <translation>序列 UID</translation>
    </message>
    <message>
        <source>Series laid over this one</source>
        <translation>叠加在此序列上的序列</translation>
    </message>
    <message>
        <source>Shift+move</source>
        <translation>Shift+移动</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>显示 {name}</translation>
    </message>
    <message>
        <source>Slab: brightest (MIP)</source>
        <translation>层块：最大密度投影 (MIP)</translation>
    </message>
    <message>
        <source>Slab: darkest (MinIP)</source>
        <translation>层块：最小密度投影 (MinIP)</translation>
    </message>
    <message>
        <source>Slab: mean</source>
        <translation>层块：平均密度投影</translation>
    </message>
    <message>
        <source>Slice down</source>
        <translation>下一层</translation>
    </message>
    <message>
        <source>Slice thickness</source>
        <translation>层厚</translation>
    </message>
    <message>
        <source>Slice up</source>
        <translation>上一层</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Slices a second.</source>
        <translation>每秒层数。</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>缩小画笔</translation>
    </message>
    <message>
        <source>Smooth pixels</source>
        <translation>平滑像素</translation>
    </message>
    <message>
        <source>Spacing</source>
        <translation>体素间距</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>图像组</translation>
    </message>
    <message>
        <source>Start the search</source>
        <translation>开始搜索</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop all work</source>
        <translation>停止所有任务</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>存储格式</translation>
    </message>
    <message>
        <source>Straighten the planes</source>
        <translation>平面复位</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>检查描述</translation>
    </message>
    <message>
        <source>Study date</source>
        <translation>检查日期</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>卷帘</translation>
    </message>
    <message>
        <source>Swipe further left</source>
        <translation>卷帘左移</translation>
    </message>
    <message>
        <source>Swipe further right</source>
        <translation>卷帘右移</translation>
    </message>
    <message>
        <source>Switch language</source>
        <translation>切换语言</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take the mark off</source>
        <translation>取消标记</translation>
    </message>
    <message>
        <source>Take the registration back</source>
        <translation>撤销配准</translation>
    </message>
    <message>
        <source>Take the second series off</source>
        <translation>取消叠加序列</translation>
    </message>
    <message>
        <source>Test pattern (TG18-QC)</source>
        <translation>测试图（TG18-QC）</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>The file's first window</source>
        <translation>文件的第一个窗</translation>
    </message>
    <message>
        <source>The file's second window</source>
        <translation>文件的第二个窗</translation>
    </message>
    <message>
        <source>The result is marked, on screen and in every export.</source>
        <translation>结果会在屏幕和所有导出中标明。</translation>
    </message>
    <message>
        <source>The series is still being read.</source>
        <translation>序列仍在读取中。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Thicker slab</source>
        <translation>增加层块厚度</translation>
    </message>
    <message>
        <source>Thinner slab</source>
        <translation>减小层块厚度</translation>
    </message>
    <message>
        <source>Three planes</source>
        <translation>三平面</translation>
    </message>
    <message>
        <source>Three planes and 3D</source>
        <translation>三平面加三维</translation>
    </message>
    <message>
        <source>Three planes in a row</source>
        <translation>三平面并排</translation>
    </message>
    <message>
        <source>Thumbnails only</source>
        <translation>仅缩略图</translation>
    </message>
    <message>
        <source>Tip downwards</source>
        <translation>向下翻</translation>
    </message>
    <message>
        <source>Tip upwards</source>
        <translation>向上翻</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Train on after closing</source>
        <translation>关闭窗口后继续训练</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>训练列表</translation>
    </message>
    <message>
        <source>Training…</source>
        <translation>训练…</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>试验次数</translation>
    </message>
    <message>
        <source>Trials at a time</source>
        <translation>同时进行的试验</translation>
    </message>
    <message>
        <source>Turn the other planes about it</source>
        <translation>使其他平面绕十字线旋转</translation>
    </message>
    <message>
        <source>Turn the planes a little to the left</source>
        <translation>平面向左微转</translation>
    </message>
    <message>
        <source>Turn the planes a little to the right</source>
        <translation>平面向右微转</translation>
    </message>
    <message>
        <source>Turn the planes to the left</source>
        <translation>平面向左旋转</translation>
    </message>
    <message>
        <source>Turn the planes to the right</source>
        <translation>平面向右旋转</translation>
    </message>
    <message>
        <source>Turn the volume; the wheel zooms</source>
        <translation>转动体数据；滚轮缩放</translation>
    </message>
    <message>
        <source>Turn to the left</source>
        <translation>向左转</translation>
    </message>
    <message>
        <source>Turn to the right</source>
        <translation>向右转</translation>
    </message>
    <message>
        <source>Turntable</source>
        <translation>自动旋转</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Validation: {metric}</source>
        <translation>验证：{metric}</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>View {n}</source>
        <translation>视图 {n}</translation>
    </message>
    <message>
        <source>Volume in 3D</source>
        <translation>三维显示</translation>
    </message>
    <message>
        <source>Volumes with label maps</source>
        <translation>体数据与标签图</translation>
    </message>
    <message>
        <source>Weights SHA-256</source>
        <translation>权重 SHA-256</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Wheel up goes towards the feet.</source>
        <translation>滚轮向上移向足侧。</translation>
    </message>
    <message>
        <source>Where the swipe parts the view</source>
        <translation>卷帘分界位置</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>调窗</translation>
    </message>
    <message>
        <source>Window (across) and level (up and down), or the chosen tool</source>
        <translation>窗宽（左右）与窗位（上下），或所选工具</translation>
    </message>
    <message>
        <source>Window / level speed</source>
        <translation>窗宽窗位速度</translation>
    </message>
    <message>
        <source>Window and level</source>
        <translation>窗宽窗位</translation>
    </message>
    <message>
        <source>Window level</source>
        <translation>窗位</translation>
    </message>
    <message>
        <source>Window width</source>
        <translation>窗宽</translation>
    </message>
    <message>
        <source>Within the 10 % of diagnostic displays (AAPM TG18, TG270).</source>
        <translation>在诊断显示器的 10 % 限值以内（AAPM TG18、TG270）。</translation>
    </message>
    <message>
        <source>Words for it</source>
        <translation>说明文字</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Zoom, pan and CT window together</source>
        <translation>同步缩放、平移与 CT 窗宽窗位</translation>
    </message>
    <message>
        <source>Zoom; with a measuring tool: window and level</source>
        <translation>缩放；使用测量工具时为窗宽窗位</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>约剩 {time}</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>all, one after the other</source>
        <translation>全部，依次</translation>
    </message>
    <message>
        <source>as the recipe says</source>
        <translation>按配方</translation>
    </message>
    <message>
        <source>at a time</source>
        <translation>同时</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>axial</source>
        <translation>轴位</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>cluster {n}</source>
        <translation>第 {n} 簇</translation>
    </message>
    <message>
        <source>coronal</source>
        <translation>冠状位</translation>
    </message>
    <message>
        <source>display uncalibrated</source>
        <translation>显示器未校准</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>已编辑</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>fold {n}</source>
        <translation>第 {n} 折</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>in mm</source>
        <translation>单位 mm</translation>
    </message>
    <message>
        <source>moved {mm} mm, turned {degrees}°</source>
        <translation>移动 {mm} mm，旋转 {degrees}°</translation>
    </message>
    <message>
        <source>network off</source>
        <translation>网络关闭</translation>
    </message>
    <message>
        <source>not calibrated: px</source>
        <translation>未标定：px</translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>图像外</translation>
    </message>
    <message>
        <source>placed by hand</source>
        <translation>手动放置</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>已配准</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>矢状位</translation>
    </message>
    <message>
        <source>slice {n} of {count}</source>
        <translation>第 {n} / {count} 层</translation>
    </message>
    <message>
        <source>the volume</source>
        <translation>体数据</translation>
    </message>
    <message>
        <source>trial {n} of {m}</source>
        <translation>第 {n} 次试验，共 {m} 次</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>unreviewed</source>
        <translation>未审阅</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>years</source>
        <translation>岁</translation>
    </message>
    <message>
        <source>{method}, native grid {grid}</source>
        <translation>{method}，原始网格 {grid}</translation>
    </message>
    <message>
        <source>{n} epochs</source>
        <translation>{n} 轮</translation>
    </message>
    <message>
        <source>{n} folds</source>
        <translation>{n} 折</translation>
    </message>
    <message>
        <source>{n} of {m} studies</source>
        <translation>{m} 个检查中的 {n} 个</translation>
    </message>
    <message>
        <source>{n} series</source>
        <translation>{n} 个序列</translation>
    </message>
    <message>
        <source>{n} studies</source>
        <translation>{n} 个检查</translation>
    </message>
    <message>
        <source>{n} unknown: they count as the mean training patient's.</source>
        <translation>{n} 项未知：按训练患者的平均值计。</translation>
    </message>
    <message>
        <source>{n}, as the recipe says</source>
        <translation>{n}，按配方</translation>
    </message>
</context>
</TS>
