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
        <source>0 files</source>
        <translation>0 个文件</translation>
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
        <source>95 % Hausdorff distance</source>
        <translation>95% 豪斯多夫距离</translation>
    </message>
    <message>
        <source>A curved plane, stretched flat: lengths hold in it, but it has no sides and so no letters.</source>
        <translation>展平的曲面：其中长度有效，但没有左右之分，因此无方位字母。</translation>
    </message>
    <message>
        <source>A curved plane: lengths hold along the line alone.</source>
        <translation>曲面：长度仅沿所画的线有效。</translation>
    </message>
    <message>
        <source>A curved reformat needs a line of at least two different points.</source>
        <translation>曲面重建需要至少含两个不同点的线。</translation>
    </message>
    <message>
        <source>A damaged or unreadable file in the archive was left out.</source>
        <translation>压缩包中有一个损坏或不可读的文件已略去。</translation>
    </message>
    <message>
        <source>A fault in the program: {0}.</source>
        <translation>程序内部错误：{0}。</translation>
    </message>
    <message>
        <source>A file in the archive was left out: its name leads out of the archive.</source>
        <translation>压缩包中有一个文件已略去：其名称指向压缩包之外。</translation>
    </message>
    <message>
        <source>A folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>A picture of {0}×{1} pixels is outside {2}×{3} to {4}×{5}.</source>
        <translation>{0}×{1} 像素的图像超出 {2}×{3} 至 {4}×{5} 的范围。</translation>
    </message>
    <message>
        <source>A result could not be read: a fault in the program ({0}).</source>
        <translation>无法读取一个结果：程序内部错误（{0}）。</translation>
    </message>
    <message>
        <source>a series</source>
        <translation>某序列</translation>
    </message>
    <message>
        <source>A symbolic link in the archive was left out.</source>
        <translation>压缩包中有一个符号链接已略去。</translation>
    </message>
    <message>
        <source>A thumbnail in the library is damaged.</source>
        <translation>病例库中有一个缩略图已损坏。</translation>
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
        <source>Accept or reject each of its parts ({0}); Shift+A accepts all.</source>
        <translation>请逐一接受或拒绝其各部分（{0} 个）；Shift+A 全部接受。</translation>
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
        <source>Accuracy</source>
        <translation>准确率</translation>
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
        <source>An annotation cannot move to another study.</source>
        <translation>标注不能移到另一检查。</translation>
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
        <source>AUC by patient</source>
        <translation>按患者的 AUC</translation>
    </message>
    <message>
        <source>AUC gained</source>
        <translation>AUC 增益</translation>
    </message>
    <message>
        <source>Automatic window</source>
        <translation>自动窗</translation>
    </message>
    <message>
        <source>Average precision</source>
        <translation>平均精度</translation>
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
        <source>Brier score</source>
        <translation>Brier 评分</translation>
    </message>
    <message>
        <source>Brush: paint on a mask</source>
        <translation>画笔：在掩膜上绘制</translation>
    </message>
    <message>
        <source>building series</source>
        <translation>正在整理序列</translation>
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
        <source>Calibration error (ECE)</source>
        <translation>校准误差 (ECE)</translation>
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
        <source>Check it with the checkerboard or the swipe (F); Ctrl+Alt+Z takes it back.</source>
        <translation>请用棋盘格或卷帘核对 (F)；Ctrl+Alt+Z 可撤销。</translation>
    </message>
    <message>
        <source>Choose a folder or file that holds DICOM, NIfTI, NRRD or MetaImage pictures.</source>
        <translation>请选择含 DICOM、NIfTI、NRRD 或 MetaImage 图像的文件夹或文件。</translation>
    </message>
    <message>
        <source>Choose another place and try again.</source>
        <translation>请另选位置后重试。</translation>
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
        <source>Colour pictures are no training cases.</source>
        <translation>彩色图像不能作为训练病例。</translation>
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
        <source>described as {0}</source>
        <translation>描述为 {0}</translation>
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
        <source>drawn by hand</source>
        <translation>手工绘制</translation>
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
        <source>ended with code {0}</source>
        <translation>已结束，退出码 {0}</translation>
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
        <source>filled with the mean, as not known: {0}</source>
        <translation>未知，按均值填充：{0}</translation>
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
        <source>Free some space or change the rights.</source>
        <translation>请腾出空间或更改权限。</translation>
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
        <source>Hang the result's series again to save it.</source>
        <translation>请重新挂上该结果所属的序列，再保存。</translation>
    </message>
    <message>
        <source>Hang these series again to save their key images: {0}.</source>
        <translation>请重新挂上以下序列，再保存其关键图像：{0}。</translation>
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
        <source>Its mask does not lie on the grid of the series.</source>
        <translation>其掩膜不在该序列的网格上。</translation>
    </message>
    <message>
        <source>Its masks lie on several grids.</source>
        <translation>其掩膜位于不同的网格。</translation>
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
        <source>key image</source>
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
        <source>Label {0} means {1} in one study and {2} in another; choose the results of one model.</source>
        <translation>标签 {0} 在一个检查中表示 {1}，在另一个中表示 {2}；请只选用同一模型的结果。</translation>
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
        <source>Lay another series over this one and wait until both are read.</source>
        <translation>请叠加另一序列，并等待两者读取完毕。</translation>
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
        <source>Layouts are {0}; rejected: {1}.</source>
        <translation>可用的格式为 {0}；对被拒绝者：{1}。</translation>
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
        <source>lossy</source>
        <translation>有损</translation>
    </message>
    <message>
        <source>lossy {0}:1</source>
        <translation>有损 {0}:1</translation>
    </message>
    <message>
        <source>mean {0}, SD {1}</source>
        <translation>均值 {0}，标准差 {1}</translation>
    </message>
    <message>
        <source>measuring the final model</source>
        <translation>正在测量最终模型</translation>
    </message>
    <message>
        <source>min {0}, max {1}</source>
        <translation>最小 {0}，最大 {1}</translation>
    </message>
    <message>
        <source>Mutual information grew from {0} to {1}.</source>
        <translation>互信息由 {0} 升至 {1}。</translation>
    </message>
    <message>
        <source>Mutual information is no better than before: {0} → {1}.</source>
        <translation>互信息并未改善：{0} → {1}。</translation>
    </message>
    <message>
        <source>No images were found in {0}.</source>
        <translation>在 {0} 中未找到图像。</translation>
    </message>
    <message>
        <source>no mm across slices</source>
        <translation>层间无毫米标定</translation>
    </message>
    <message>
        <source>No reviewed study can be a training case: {0}</source>
        <translation>已审阅的检查均不能作为训练病例：{0:tr}</translation>
    </message>
    <message>
        <source>No study is reviewed; accept or edit findings first.</source>
        <translation>尚无已审阅的检查；请先接受或编辑发现。</translation>
    </message>
    <message>
        <source>NOT FAITHFUL: what follows failed its tests</source>
        <translation>不忠实：以下内容未通过检验</translation>
    </message>
    <message>
        <source>not shown: another study is open</source>
        <translation>未显示：已打开另一检查</translation>
    </message>
    <message>
        <source>nothing is known any more of the series of {0}</source>
        <translation>{0} 所属的序列已无从得知</translation>
    </message>
    <message>
        <source>Nothing of it was accepted or drawn.</source>
        <translation>其中没有被接受或绘制的内容。</translation>
    </message>
    <message>
        <source>Open it together with that series.</source>
        <translation>请与该序列一起打开。</translation>
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
        <source>probability {0}</source>
        <translation>概率 {0}</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>探针</translation>
    </message>
    <message>
        <source>Reading failed because of a fault in the program ({0}).</source>
        <translation>读取失败：程序内部错误（{0}）。</translation>
    </message>
    <message>
        <source>reading headers</source>
        <translation>正在读取文件头</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>感兴趣区</translation>
    </message>
    <message>
        <source>Registered: its middle moved {0} mm, turned {1}°.</source>
        <translation>已配准：中心移动 {0} mm，旋转 {1}°。</translation>
    </message>
    <message>
        <source>Registration needs more memory than is free.</source>
        <translation>配准所需内存超过可用内存。</translation>
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
        <source>Saved to {0}.</source>
        <translation>已保存到 {0}。</translation>
    </message>
    <message>
        <source>score (uncalibrated) {0}</source>
        <translation>评分（未校准）{0}</translation>
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
        <source>Sensitivity</source>
        <translation>敏感度</translation>
    </message>
    <message>
        <source>Sensitivity at {0} false positives a case</source>
        <translation>每例 {0} 个假阳性时的敏感度</translation>
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
        <source>Some of its findings are not reviewed as asked.</source>
        <translation>其部分发现未按要求审阅。</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>特异度</translation>
    </message>
    <message>
        <source>Surface Dice</source>
        <translation>表面 Dice</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>The annotation has no version {0}.</source>
        <translation>该标注没有版本 {0}。</translation>
    </message>
    <message>
        <source>The archive {0} holds {1} files; at most {2} are unpacked.</source>
        <translation>压缩包 {0} 含 {1} 个文件；最多解压 {2} 个。</translation>
    </message>
    <message>
        <source>The archive {0} is damaged: {1}.</source>
        <translation>压缩包 {0} 已损坏：{1}。</translation>
    </message>
    <message>
        <source>The archive {0} is encrypted; unpack it with its password first.</source>
        <translation>压缩包 {0} 已加密；请先用密码解压。</translation>
    </message>
    <message>
        <source>The archive {0} needs {1} bytes and the disk has no room for it.</source>
        <translation>压缩包 {0} 需要 {1} 字节，磁盘空间不足。</translation>
    </message>
    <message>
        <source>The archive {0} would grow from {1} to {2} bytes; it is refused as a trap for the disk.</source>
        <translation>压缩包 {0} 将由 {1} 字节膨胀到 {2} 字节；为保护磁盘已拒绝。</translation>
    </message>
    <message>
        <source>The built-in table is used; mend the file.</source>
        <translation>现使用内置表；请修正该文件。</translation>
    </message>
    <message>
        <source>The data folder {0} cannot be made: {1}.</source>
        <translation>无法创建数据文件夹 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>The defaults are used; mend or delete the file.</source>
        <translation>现使用默认值；请修正或删除该文件。</translation>
    </message>
    <message>
        <source>The DICOMDIR cannot be read: {0}.</source>
        <translation>无法读取 DICOMDIR：{0:tr}。</translation>
    </message>
    <message>
        <source>The DICOMDIR is damaged: {0}.</source>
        <translation>DICOMDIR 已损坏：{0}。</translation>
    </message>
    <message>
        <source>The DICOMDIR names {0} files outside its folder; they were not opened.</source>
        <translation>DICOMDIR 指向其文件夹之外的 {0} 个文件；这些文件未打开。</translation>
    </message>
    <message>
        <source>The DICOMDIR names {0} files that are not there.</source>
        <translation>DICOMDIR 列出的 {0} 个文件不存在。</translation>
    </message>
    <message>
        <source>The drawn line is too long: {0} mm.</source>
        <translation>所画的线过长：{0} mm。</translation>
    </message>
    <message>
        <source>The file's own window shows hardly anything of this series.</source>
        <translation>文件自带的窗宽窗位几乎显示不出该序列的内容。</translation>
    </message>
    <message>
        <source>The files of the series “{0}” are not where they were; put the drive back, or scan the folder they moved to.</source>
        <translation>序列“{0}”的文件不在原处；请重新接上磁盘，或扫描文件现在所在的文件夹。</translation>
    </message>
    <message>
        <source>The files of the series “{0}” changed; scan their folder again.</source>
        <translation>序列“{0}”的文件已改变；请重新扫描其文件夹。</translation>
    </message>
    <message>
        <source>The files of {0} are not those that were opened before: the study is opened anew.</source>
        <translation>{0:tr} 的文件与先前打开时不同：将重新打开该检查。</translation>
    </message>
    <message>
        <source>The findings of the painted mask could not be measured again.</source>
        <translation>无法重新测量所绘掩膜的发现。</translation>
    </message>
    <message>
        <source>The folder {0} cannot be listed: {1}.</source>
        <translation>无法列出文件夹 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>The library does not hold that annotation.</source>
        <translation>病例库中没有该标注。</translation>
    </message>
    <message>
        <source>The library does not hold that series.</source>
        <translation>病例库中没有该序列。</translation>
    </message>
    <message>
        <source>The library does not hold that series; import it first.</source>
        <translation>病例库中没有该序列；请先导入。</translation>
    </message>
    <message>
        <source>The library does not hold the series any more.</source>
        <translation>病例库中已没有该序列。</translation>
    </message>
    <message>
        <source>The library's copy of {0}'s header is damaged.</source>
        <translation>病例库中 {0} 的文件头副本已损坏。</translation>
    </message>
    <message>
        <source>The library's journal holds an entry “{0}” that this version of RadLens does not know; use the newer version that wrote it.</source>
        <translation>病例库日志中有本版本 RadLens 不认识的条目“{0}”；请使用写入它的较新版本。</translation>
    </message>
    <message>
        <source>The link {0} was not followed: it leads out of the folder that was opened.</source>
        <translation>未跟随链接 {0}：它指向所打开文件夹之外。</translation>
    </message>
    <message>
        <source>The log (Ctrl+L) has the details; please report it.</source>
        <translation>详情见日志 (Ctrl+L)；请报告此问题。</translation>
    </message>
    <message>
        <source>The log (Ctrl+L) has the details; the next run starts afresh.</source>
        <translation>详情见日志 (Ctrl+L)；下次运行将重新开始。</translation>
    </message>
    <message>
        <source>The log (Ctrl+L) names each of them.</source>
        <translation>日志 (Ctrl+L) 中逐一列出。</translation>
    </message>
    <message>
        <source>The mask itself is as painted; the log has the details.</source>
        <translation>掩膜本身保持所绘；详情见日志。</translation>
    </message>
    <message>
        <source>The model is not made for this kind of picture.</source>
        <translation>该模型不适用于此类影像。</translation>
    </message>
    <message>
        <source>The model process could not be started: {0}.</source>
        <translation>无法启动模型进程：{0}。</translation>
    </message>
    <message>
        <source>The model process ended the run without a result.</source>
        <translation>模型进程结束运行，但没有给出结果。</translation>
    </message>
    <message>
        <source>The model process gave no sign of life for {0} s and was ended; the next run starts a new one.</source>
        <translation>模型进程 {0} 秒无响应，已被终止；下次运行会启动新进程。</translation>
    </message>
    <message>
        <source>The model process {0}; the next run starts a new one.</source>
        <translation>模型进程{0:tr}；下次运行会启动新进程。</translation>
    </message>
    <message>
        <source>The model {0} can be chosen in the Model tab.</source>
        <translation>模型 {0} 可在“模型”页中选用。</translation>
    </message>
    <message>
        <source>The models are still being read.</source>
        <translation>模型列表仍在读取中。</translation>
    </message>
    <message>
        <source>The models cannot be listed ({0}); see the log.</source>
        <translation>无法列出模型（{0}）；见日志。</translation>
    </message>
    <message>
        <source>The pictures of the series cannot be read; open it to see why.</source>
        <translation>无法读取该序列的图像；打开它可查看原因。</translation>
    </message>
    <message>
        <source>The pictures of the series have changed since it was reviewed.</source>
        <translation>该序列的图像在审阅之后发生了变化。</translation>
    </message>
    <message>
        <source>The pictures themselves are shown.</source>
        <translation>图像本身已显示。</translation>
    </message>
    <message>
        <source>The registration ended unexpectedly; more memory may be needed.</source>
        <translation>配准意外结束；可能需要更多内存。</translation>
    </message>
    <message>
        <source>The registration failed: a fault in the program ({0}).</source>
        <translation>配准失败：程序内部错误（{0}）。</translation>
    </message>
    <message>
        <source>The result was made on another series; it is not stored here.</source>
        <translation>该结果来自另一序列；不在此保存。</translation>
    </message>
    <message>
        <source>The run made no progress for {0} s and was ended.</source>
        <translation>运行 {0} 秒没有进展，已被终止。</translation>
    </message>
    <message>
        <source>The screen counts as uncalibrated.</source>
        <translation>屏幕按未校准处理。</translation>
    </message>
    <message>
        <source>The series</source>
        <translation>该序列</translation>
    </message>
    <message>
        <source>The series cannot be built from its headers: {0}.</source>
        <translation>无法根据文件头整理该序列：{0:tr}。</translation>
    </message>
    <message>
        <source>The series is still being read; load the mask after that.</source>
        <translation>序列仍在读取中；请稍后再载入掩膜。</translation>
    </message>
    <message>
        <source>The setting {0} cannot be {1}.</source>
        <translation>设置项 {0} 不能为 {1}。</translation>
    </message>
    <message>
        <source>The setting {0} must be of type {1}, not {2}.</source>
        <translation>设置项 {0} 的类型应为 {1}，而不是 {2}。</translation>
    </message>
    <message>
        <source>The setting {0} must lie between {1} and {2}, not {3}.</source>
        <translation>设置项 {0} 应在 {1} 与 {2} 之间，而不是 {3}。</translation>
    </message>
    <message>
        <source>The settings cannot be saved to {0}: {1}.</source>
        <translation>无法将设置保存到 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>The settings file {0} cannot be read: {1}.</source>
        <translation>无法读取设置文件 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>The study library failed ({0}); see the log.</source>
        <translation>病例库出错（{0}）；见日志。</translation>
    </message>
    <message>
        <source>The study library {0} cannot be opened for writing ({1}); check the permissions of its folder.</source>
        <translation>无法以写入方式打开病例库 {0}（{1}）；请检查其文件夹的权限。</translation>
    </message>
    <message>
        <source>The study library {0} cannot be written ({1}); free some space on its disk and try again. Nothing that was confirmed is lost.</source>
        <translation>无法写入病例库 {0}（{1}）；请腾出磁盘空间后重试。已确认的内容没有丢失。</translation>
    </message>
    <message>
        <source>The study library {0} is damaged ({1}); rebuild it from the files with “radlens library rebuild”. Annotations and results are kept in its journal.</source>
        <translation>病例库 {0} 已损坏（{1}）；请用 “radlens library rebuild” 从文件重建。标注与结果保存在其日志中。</translation>
    </message>
    <message>
        <source>The study library {0} is in use by another RadLens; try again.</source>
        <translation>病例库 {0} 正被另一个 RadLens 使用；请重试。</translation>
    </message>
    <message>
        <source>The study library {0} was made by a newer RadLens (format {1}, this one knows {2}); use that version, or another data folder.</source>
        <translation>病例库 {0} 由更新版本的 RadLens 创建（格式 {1}，本版本支持到 {2}）；请使用该版本，或另选数据文件夹。</translation>
    </message>
    <message>
        <source>The training cannot be started in {0}: {1}.</source>
        <translation>无法在 {0} 中开始训练：{1:tr}。</translation>
    </message>
    <message>
        <source>The training ended before it began, without a word.</source>
        <translation>训练在开始之前即已结束，且没有任何说明。</translation>
    </message>
    <message>
        <source>The training in {0} cannot go on: {1}.</source>
        <translation>{0} 中的训练无法继续：{1:tr}。</translation>
    </message>
    <message>
        <source>The trainings cannot be shown ({0}); see the log.</source>
        <translation>无法显示训练（{0}）；见日志。</translation>
    </message>
    <message>
        <source>There is no colour map “{0}”; known are {1}.</source>
        <translation>没有色图“{0}”；已知的有 {1}。</translation>
    </message>
    <message>
        <source>There is no key image to save: mark a slice first (K).</source>
        <translation>没有可保存的关键图像：请先标记一层 (K)。</translation>
    </message>
    <message>
        <source>There is no picture to export: no series is open.</source>
        <translation>没有可导出的图像：未打开序列。</translation>
    </message>
    <message>
        <source>There is no setting {0}.</source>
        <translation>没有设置项 {0}。</translation>
    </message>
    <message>
        <source>There is nothing to register yet.</source>
        <translation>尚无可配准的序列。</translation>
    </message>
    <message>
        <source>This is a fault of the program; the log (Ctrl+L) has the details.</source>
        <translation>这是程序内部错误；详情见日志 (Ctrl+L)。</translation>
    </message>
    <message>
        <source>Training needs RadLens with its extra 'train' (radlens[train]).</source>
        <translation>训练需要安装 RadLens 的附加组件 'train'（radlens[train]）。</translation>
    </message>
    <message>
        <source>Truth is made of {0}, not of {1}.</source>
        <translation>真值只能取自 {0}，而不是 {1}。</translation>
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
        <source>unknown: stored values</source>
        <translation>未知：存储值</translation>
    </message>
    <message>
        <source>unpacking {0}</source>
        <translation>正在解压 {0}</translation>
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
        <source>Volume error</source>
        <translation>体积误差</translation>
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
        <source>was ended by signal 9, probably because memory ran out</source>
        <translation>被信号 9 终止，可能因内存不足</translation>
    </message>
    <message>
        <source>was ended by signal {0}</source>
        <translation>被信号 {0} 终止</translation>
    </message>
    <message>
        <source>Weights SHA-256</source>
        <translation>权重 SHA-256</translation>
    </message>
    <message>
        <source>What models found in the old pictures was taken off; run them again.</source>
        <translation>模型在旧图像上的结果已移除；请重新运行。</translation>
    </message>
    <message>
        <source>What was painted or judged could not be kept: {0}</source>
        <translation>绘制与审阅的内容未能保存：{0:tr}</translation>
    </message>
    <message>
        <source>What was painted or judged is kept in {0}.</source>
        <translation>绘制与审阅的内容已保存在 {0}。</translation>
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
        <source>Which stack of the series its mask was drawn on is not known.</source>
        <translation>不清楚其掩膜绘制在该序列的哪一组图像上。</translation>
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
        <source>writing cases</source>
        <translation>正在写入病例</translation>
    </message>
    <message>
        <source>Writing failed: a fault in the program ({0}).</source>
        <translation>写入失败：程序内部错误（{0}）。</translation>
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
        <source>{0} (95 % CI {1} to {2})</source>
        <translation>{0:tr}（95% CI {1} 至 {2}）</translation>
    </message>
    <message>
        <source>{0} (first missing: {1})</source>
        <translation>{0:tr}（首个缺失文件：{1}）</translation>
    </message>
    <message>
        <source>{0} (the model process does not answer)</source>
        <translation>{0:tr}（模型进程无响应）</translation>
    </message>
    <message>
        <source>{0} ({1}), {2} patients</source>
        <translation>{0}（{1}），{2} 名患者</translation>
    </message>
    <message>
        <source>{0} cannot be made: {1}.</source>
        <translation>无法创建 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>{0} cannot be reached; its studies are marked missing.</source>
        <translation>无法访问 {0}；其中的检查已标记为缺失。</translation>
    </message>
    <message>
        <source>{0} cannot be read safely: {1}.</source>
        <translation>无法安全读取 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>{0} cannot be read: a fault in the program ({1}).</source>
        <translation>无法读取 {0}：程序内部错误（{1}）。</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>无法读取 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>{0} cannot be unpacked: {1}.</source>
        <translation>无法解压 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}); free some space or check the permissions. Nothing that was confirmed is lost.</source>
        <translation>无法写入 {0}（{1:tr}）；请腾出空间或检查权限。已确认的内容没有丢失。</translation>
    </message>
    <message>
        <source>{0} cannot be written: it is a folder.</source>
        <translation>无法写入 {0}：它是一个文件夹。</translation>
    </message>
    <message>
        <source>{0} cannot state the series' uneven slice distances; each of its slices was taken for the series' own.</source>
        <translation>{0} 无法表示该序列不均匀的层距；其每一层均按该序列的对应层处理。</translation>
    </message>
    <message>
        <source>{0} cases of {1} patients are in {2}.</source>
        <translation>{1} 名患者的 {0} 个病例已写入 {2}。</translation>
    </message>
    <message>
        <source>{0} cases of {1} patients are in {2}; {3} left out: {4}</source>
        <translation>{1} 名患者的 {0} 个病例已写入 {2}；{3} 个未纳入：{4:tr}</translation>
    </message>
    <message>
        <source>{0} cases, {1}</source>
        <translation>{0} 例，{1}</translation>
    </message>
    <message>
        <source>{0} cases, {1}:</source>
        <translation>{0} 例，{1}：</translation>
    </message>
    <message>
        <source>{0} changed while it was copied; import it again.</source>
        <translation>{0} 在复制时发生了变化；请重新导入。</translation>
    </message>
    <message>
        <source>{0} copied</source>
        <translation>已复制 {0} 个</translation>
    </message>
    <message>
        <source>{0} could not be copied: the disk returned other bytes.</source>
        <translation>无法复制 {0}：磁盘读回的内容不一致。</translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0} 不存在。</translation>
    </message>
    <message>
        <source>{0} does not say how it lies in the patient: a mask on another grid cannot be placed.</source>
        <translation>{0:tr} 未说明其在患者体内的方位：不同网格的掩膜无法放置。</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} 个文件</translation>
    </message>
    <message>
        <source>{0} files or series cannot be shown. First: {1}</source>
        <translation>{0} 个文件或序列无法显示。首个：{1:tr}</translation>
    </message>
    <message>
        <source>{0} has {1} annotations without a certain place in the picture; they are not shown.</source>
        <translation>{0} 有 {1} 个标注在图像中没有确定的位置；未予显示。</translation>
    </message>
    <message>
        <source>{0} holds key images already; choose another folder.</source>
        <translation>{0} 中已有关键图像；请另选文件夹。</translation>
    </message>
    <message>
        <source>{0} holds no single image.</source>
        <translation>{0} 中不是单一图像。</translation>
    </message>
    <message>
        <source>{0} holds results ({1}) but not the series that they belong to.</source>
        <translation>{0} 中有结果（{1}），但没有其所属的序列。</translation>
    </message>
    <message>
        <source>{0} holds {1} different values; a mask has {2} labels at most.</source>
        <translation>{0} 含 {1} 个不同的数值；掩膜最多 {2} 个标签。</translation>
    </message>
    <message>
        <source>{0} is a colour picture, not a mask.</source>
        <translation>{0} 是彩色图像，不是掩膜。</translation>
    </message>
    <message>
        <source>{0} is laid over the series.</source>
        <translation>{0} 已叠加到该序列。</translation>
    </message>
    <message>
        <source>{0} is no folder of training data.</source>
        <translation>{0} 不是训练数据文件夹。</translation>
    </message>
    <message>
        <source>{0} is no mask: its values are not whole numbers from 0 to 255.</source>
        <translation>{0} 不是掩膜：其数值不是 0 至 255 的整数。</translation>
    </message>
    <message>
        <source>{0} is not a DICOM file.</source>
        <translation>{0} 不是 DICOM 文件。</translation>
    </message>
    <message>
        <source>{0} is not empty; choose a new folder for the training data.</source>
        <translation>{0} 不是空文件夹；请为训练数据另选新文件夹。</translation>
    </message>
    <message>
        <source>{0} lies in another frame of reference than the series.</source>
        <translation>{0} 与该序列的参考坐标系不同。</translation>
    </message>
    <message>
        <source>{0} lies on another grid; each voxel took the label nearest to it ({1} mL in the file, {2} mL on the series).</source>
        <translation>{0} 位于另一网格；每个体素取最近的标签（文件中 {1} mL，该序列上 {2} mL）。</translation>
    </message>
    <message>
        <source>{0} marks nothing within the series.</source>
        <translation>{0} 在该序列范围内没有标记任何内容。</translation>
    </message>
    <message>
        <source>{0} marks nothing: all of its values are zero.</source>
        <translation>{0} 没有标记任何内容：其数值全部为零。</translation>
    </message>
    <message>
        <source>{0} missing</source>
        <translation>缺失 {0} 个</translation>
    </message>
    <message>
        <source>{0} moved</source>
        <translation>已移动 {0} 个</translation>
    </message>
    <message>
        <source>{0} names pixels in another folder and cannot be copied; open it in place.</source>
        <translation>{0} 的像素位于另一文件夹，无法复制；请在原处打开。</translation>
    </message>
    <message>
        <source>{0} or none stated</source>
        <translation>{0} 或未注明</translation>
    </message>
    <message>
        <source>{0} refused</source>
        <translation>拒绝 {0} 个</translation>
    </message>
    <message>
        <source>{0} slices</source>
        <translation>{0} 层</translation>
    </message>
    <message>
        <source>{0} × {1} mm in the plane, unknown across</source>
        <translation>层面内 {0} × {1} mm，层间未知</translation>
    </message>
    <message>
        <source>{0}, IoU {1}</source>
        <translation>{0:tr}，IoU {1}</translation>
    </message>
    <message>
        <source>{0}: a curve needs at least 9 rising levels from 0 to {1}.</source>
        <translation>{0}：校准曲线需要至少 9 个从 0 到 {1} 递增的电平。</translation>
    </message>
    <message>
        <source>{0}: a screenshot is a PNG; end its name with .png.</source>
        <translation>{0}：截图为 PNG 格式；文件名须以 .png 结尾。</translation>
    </message>
    <message>
        <source>{0}: no series fits.</source>
        <translation>{0}：没有匹配的序列。</translation>
    </message>
    <message>
        <source>{0}: odds × {1}</source>
        <translation>{0:tr}：比值比 × {1}</translation>
    </message>
    <message>
        <source>{0}: protocol {1} wishes an unknown window {2}; known are {3}.</source>
        <translation>{0}：协议 {1} 指定了未知的窗 {2}；已知的有 {3}。</translation>
    </message>
    <message>
        <source>{0}: the calibration curve cannot be read: {1}.</source>
        <translation>{0}：无法读取校准曲线：{1:tr}。</translation>
    </message>
    <message>
        <source>{0}: the hanging protocols cannot be read: {1}.</source>
        <translation>{0}：无法读取挂片协议：{1}。</translation>
    </message>
    <message>
        <source>{0}: the luminance must rise from level to level.</source>
        <translation>{0}：亮度须逐级递增。</translation>
    </message>
    <message>
        <source>{0}: the pattern is a DICOM file; end its name with .dcm.</source>
        <translation>{0}：测试图为 DICOM 文件；文件名须以 .dcm 结尾。</translation>
    </message>
    <message>
        <source>{0}: {1} of {2} maps faithful, {3}</source>
        <translation>{0}：{2} 幅图中 {1} 通过忠实性检验，{3:tr}</translation>
    </message>
    <message>
        <source>{0}–{1} mm apart</source>
        <translation>层距 {0}–{1} mm</translation>
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
    <message>
        <source>“{0}” changed; scan its folder again.</source>
        <translation>“{0}”已改变；请重新扫描其文件夹。</translation>
    </message>
</context>
</TS>
