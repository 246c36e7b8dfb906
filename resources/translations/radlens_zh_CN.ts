<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>RadLens</name>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>.npz files with train_ and val_ images and labels</source>
        <translation>.npz 文件，含 train_ 和 val_ 的图像与标签</translation>
    </message>
    <message>
        <source>0 files</source>
        <translation>0 个文件</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 个文件</translation>
    </message>
    <message>
        <source>1 file is a copy</source>
        <translation>有 1 个文件是副本</translation>
    </message>
    <message>
        <source>1 is the usual size.</source>
        <translation>1 为默认大小。</translation>
    </message>
    <message>
        <source>1 slice is</source>
        <translation>1 层</translation>
    </message>
    <message>
        <source>1 study</source>
        <translation>1 个检查</translation>
    </message>
    <message>
        <source>128-bit floats</source>
        <translation>128 位浮点数</translation>
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
        <source>[Errno {0}] {1}</source>
        <translation>{1:tr}（错误码 {0}）</translation>
    </message>
    <message>
        <source>[Errno {0}] {1}: {2}</source>
        <translation>{1:tr}：{2}（错误码 {0}）</translation>
    </message>
    <message>
        <source>A classifier learns two answers; {0} has {1}.</source>
        <translation>分类器学习两种答案；{0:tr}有 {1}。</translation>
    </message>
    <message>
        <source>A contour has a point that is no number.</source>
        <translation>轮廓中有一个点不是数字。</translation>
    </message>
    <message>
        <source>A contour is a list of points in space.</source>
        <translation>轮廓应为一系列空间点。</translation>
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
        <source>A file's preamble is also {0}; do not run the file.</source>
        <translation>某文件的前导部分同时是 {0}；请勿运行该文件。</translation>
    </message>
    <message>
        <source>A folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>A label map holds integers, not {0}.</source>
        <translation>标签图应为整数，而不是 {0}。</translation>
    </message>
    <message>
        <source>A picture of {0}×{1} pixels is outside {2}×{3} to {4}×{5}.</source>
        <translation>{0}×{1} 像素的图像超出 {2}×{3} 至 {4}×{5} 的范围。</translation>
    </message>
    <message>
        <source>A question and its answer, as “pneumonia: yes” or “grade: III”.</source>
        <translation>问题及其答案，例如“肺炎: 是”或“分级: III”。</translation>
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
        <source>a value has an impossible length</source>
        <translation>某个值的长度不可能成立</translation>
    </message>
    <message>
        <source>A volume has 3 axes, or 4 with RGB last, not {0}.</source>
        <translation>体数据应为 3 轴，或末轴为 RGB 的 4 轴，而不是 {0}。</translation>
    </message>
    <message>
        <source>A window width must be positive, not {0}.</source>
        <translation>窗宽必须为正，而不是 {0}。</translation>
    </message>
    <message>
        <source>Abdomen CT</source>
        <translation>腹部 CT</translation>
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
        <source>acquisition {0}</source>
        <translation>采集 {0}</translation>
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
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>allocates {0} bits a sample, which no image does</source>
        <translation>每个采样分配 {0} 位，没有图像如此</translation>
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
        <source>an escape sequence that DICOM does not define</source>
        <translation>DICOM 未定义的转义序列</translation>
    </message>
    <message>
        <source>An irregular series cannot be extended beyond its own slices.</source>
        <translation>不规则的序列无法延伸到自身层面之外。</translation>
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
        <source>another series</source>
        <translation>另一序列</translation>
    </message>
    <message>
        <source>Any volume</source>
        <translation>任意体数据</translation>
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
        <source>AUC</source>
        <translation>AUC</translation>
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
        <source>Axial and coronal</source>
        <translation>轴位与冠状位</translation>
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
        <source>Brain and bone</source>
        <translation>脑窗与骨窗</translation>
    </message>
    <message>
        <source>Brain MR with FLAIR</source>
        <translation>脑部 MR（含 FLAIR）</translation>
    </message>
    <message>
        <source>Brier score</source>
        <translation>Brier 评分</translation>
    </message>
    <message>
        <source>Brier score at the horizon</source>
        <translation>时限处的 Brier 评分</translation>
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
        <source>C-index</source>
        <translation>C 指数</translation>
    </message>
    <message>
        <source>C-index gained</source>
        <translation>C 指数增益</translation>
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
        <source>Cannot allocate memory</source>
        <translation>无法分配内存</translation>
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
        <source>checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Chest CT</source>
        <translation>胸部 CT</translation>
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
        <source>Choose the label to export: {0}.</source>
        <translation>请选择要导出的标签：{0:tr}。</translation>
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
        <source>classification</source>
        <translation>分类</translation>
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
        <source>complex numbers</source>
        <translation>复数</translation>
    </message>
    <message>
        <source>Compressed file ended before the end-of-stream marker was reached</source>
        <translation>压缩文件在结束标记之前就已中断</translation>
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
        <source>declares a picture of {0} × {1} pixels</source>
        <translation>声明的图像为 {0} × {1} 像素</translation>
    </message>
    <message>
        <source>declares compressed pixels and holds uncompressed ones</source>
        <translation>声明为压缩像素，实际为未压缩像素</translation>
    </message>
    <message>
        <source>declares {0} bits a pixel as baseline JPEG, which has 8</source>
        <translation>声明每像素 {0} 位的基线 JPEG，而基线 JPEG 为 8 位</translation>
    </message>
    <message>
        <source>declares {0} bytes of pixels and holds {1}</source>
        <translation>声明有 {0} 字节像素，实际为 {1} 字节</translation>
    </message>
    <message>
        <source>declares {0} frames</source>
        <translation>声明了 {0} 帧</translation>
    </message>
    <message>
        <source>declares {0} frames and describes {1}</source>
        <translation>声明了 {0} 帧，却描述了 {1} 帧</translation>
    </message>
    <message>
        <source>declares {0} MB of pixels in {1} bytes</source>
        <translation>声明有 {0} MB 像素，文件只有 {1} 字节</translation>
    </message>
    <message>
        <source>declares {0} stored bits in {1} allocated ones</source>
        <translation>声明在 {1} 个分配位中存储 {0} 位</translation>
    </message>
    <message>
        <source>declares {0} stored bits with bit {1} as the highest of {2}</source>
        <translation>声明存储 {0} 位，而在 {2} 位中最高位为第 {1} 位</translation>
    </message>
    <message>
        <source>declares {0} values a pixel and is {1}</source>
        <translation>声明每像素 {0} 个数值，而光度解释为 {1}</translation>
    </message>
    <message>
        <source>described as {0}</source>
        <translation>描述为 {0}</translation>
    </message>
    <message>
        <source>detection</source>
        <translation>检测</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>differs between the regions of the picture or is not spatial</source>
        <translation>在图像各区域间不同或不是空间间距</translation>
    </message>
    <message>
        <source>direction {0}</source>
        <translation>方向 {0}</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
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
        <source>echo {0}</source>
        <translation>回波 {0}</translation>
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
        <source>ends before its pixels</source>
        <translation>在像素数据之前就已结束</translation>
    </message>
    <message>
        <source>ends {0} bytes before its pixels do (is it cut short?)</source>
        <translation>比像素数据提前 {0} 字节结束（是否不完整？）</translation>
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
        <source>Error {0} while decompressing data: {1}</source>
        <translation>解压数据时出错（错误码 {0}）：{1}</translation>
    </message>
    <message>
        <source>every voxel has the same value</source>
        <translation>所有体素数值相同</translation>
    </message>
    <message>
        <source>exit code {0}</source>
        <translation>退出码 {0}</translation>
    </message>
    <message>
        <source>explaining</source>
        <translation>正在生成解释</translation>
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
        <source>field of view</source>
        <translation>视野</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
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
        <source>FLAIR beside T1 with contrast</source>
        <translation>FLAIR 与增强 T1 并排</translation>
    </message>
    <message>
        <source>FLAIR in three planes</source>
        <translation>FLAIR 三平面</translation>
    </message>
    <message>
        <source>FLAIR in three planes and 3D</source>
        <translation>FLAIR 三平面加三维</translation>
    </message>
    <message>
        <source>FLAIR slices with a lesion mask</source>
        <translation>FLAIR 切片与病灶掩膜</translation>
    </message>
    <message>
        <source>flip angle {0} °</source>
        <translation>翻转角 {0} °</translation>
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
        <source>Given so far: {labels}.</source>
        <translation>已有标签：{labels}。</translation>
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
        <source>has the unknown photometric interpretation {0}</source>
        <translation>光度解释 {0:tr} 未知</translation>
    </message>
    <message>
        <source>Head CT</source>
        <translation>头部 CT</translation>
    </message>
    <message>
        <source>height of the stack</source>
        <translation>层组高度</translation>
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
        <source>holds compressed pixels and declares none</source>
        <translation>含压缩像素却未声明</translation>
    </message>
    <message>
        <source>holds {0} bytes of pixels and declares only {1}</source>
        <translation>含 {0} 字节像素，却只声明了 {1} 字节</translation>
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
        <source>image {0}</source>
        <translation>图像 {0}</translation>
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
        <source>Input/output error</source>
        <translation>输入输出错误</translation>
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
        <source>Is a directory</source>
        <translation>这是一个文件夹</translation>
    </message>
    <message>
        <source>is being stopped</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>is compressed in a way that is not supported ({0})</source>
        <translation>压缩方式不受支持（{0}）</translation>
    </message>
    <message>
        <source>is known at the detector only, not in the patient</source>
        <translation>仅在探测器上已知，患者体内未知</translation>
    </message>
    <message>
        <source>is not stated</source>
        <translation>未注明</translation>
    </message>
    <message>
        <source>is not usable</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>is that of a film scanner, not of the patient</source>
        <translation>为胶片扫描仪的值，而不是患者体内的值</translation>
    </message>
    <message>
        <source>is that of the detector, not of the patient</source>
        <translation>为探测器上的值，而不是患者体内的值</translation>
    </message>
    <message>
        <source>it does not end</source>
        <translation>其没有结束</translation>
    </message>
    <message>
        <source>it has {0} slices, fewer than {1}</source>
        <translation>其只有 {0} 层，少于 {1} 层</translation>
    </message>
    <message>
        <source>It is being read.</source>
        <translation>正在读取。</translation>
    </message>
    <message>
        <source>it is nested too deeply to be real</source>
        <translation>其嵌套过深，不可能真实</translation>
    </message>
    <message>
        <source>it takes longer than {0} s</source>
        <translation>耗时超过 {0} s</translation>
    </message>
    <message>
        <source>it takes more than {0} GB to read</source>
        <translation>读取所需内存超过 {0} GB</translation>
    </message>
    <message>
        <source>its content is not understood ({0})</source>
        <translation>其内容无法理解（{0}）</translation>
    </message>
    <message>
        <source>its description or its protocol names {0}</source>
        <translation>其描述或协议中提及 {0}</translation>
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
        <source>its millimetres are unknown</source>
        <translation>其毫米标定未知</translation>
    </message>
    <message>
        <source>its modality is {0}, not {1}</source>
        <translation>其成像方式为 {0:tr}，而不是 {1}</translation>
    </message>
    <message>
        <source>its orientation in the patient is unknown</source>
        <translation>其在患者体内的方位未知</translation>
    </message>
    <message>
        <source>Its series has several slices; a classifier reads a single picture.</source>
        <translation>其序列有多个层面；分类器只读取单幅图像。</translation>
    </message>
    <message>
        <source>its slices are not {0}</source>
        <translation>其层面不是{0:tr}</translation>
    </message>
    <message>
        <source>its slices are too far apart to be resliced</source>
        <translation>其层距过大，无法重新切层</translation>
    </message>
    <message>
        <source>its slices lean {0}° from {1}, over {2}</source>
        <translation>其层面偏离{1:tr} {0}°，超过 {2}</translation>
    </message>
    <message>
        <source>its values are in {0}, not {1}</source>
        <translation>其数值单位为 {0:tr}，而不是 {1}</translation>
    </message>
    <message>
        <source>its {0} is {1} mm, not {2} to {3} mm</source>
        <translation>其{0:tr}为 {1} mm，不在 {2} 至 {3} mm 之间</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
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
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Label of the study</source>
        <translation>检查标签</translation>
    </message>
    <message>
        <source>Label the study…</source>
        <translation>标注检查…</translation>
    </message>
    <message>
        <source>Label {0} means {1} in one study and {2} in another; choose the results of one model.</source>
        <translation>标签 {0} 在一个检查中表示 {1}，在另一个中表示 {2}；请只选用同一模型的结果。</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
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
        <source>loading the model</source>
        <translation>正在载入模型</translation>
    </message>
    <message>
        <source>locating</source>
        <translation>正在定位</translation>
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
        <source>Lung and mediastinum</source>
        <translation>肺窗与纵隔窗</translation>
    </message>
    <message>
        <source>mean {0}, SD {1}</source>
        <translation>均值 {0}，标准差 {1}</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>正在测量</translation>
    </message>
    <message>
        <source>measuring the final model</source>
        <translation>正在测量最终模型</translation>
    </message>
    <message>
        <source>Memory ran out during the run.</source>
        <translation>运行期间内存不足。</translation>
    </message>
    <message>
        <source>Memory ran out while the model ran on a batch of {0}; close other programs.</source>
        <translation>模型以批量 {0} 运行时内存不足；请关闭其他程序。</translation>
    </message>
    <message>
        <source>Millimetres hold inside the calibrated ultrasound regions only.</source>
        <translation>毫米标定仅在已校准的超声区域内有效。</translation>
    </message>
    <message>
        <source>min {0}, max {1}</source>
        <translation>最小 {0}，最大 {1}</translation>
    </message>
    <message>
        <source>Mirroring belongs to the members of {0}, each its own.</source>
        <translation>镜像属于 {0} 的各成员，各自设定。</translation>
    </message>
    <message>
        <source>Model {0} answers for the whole series, not for a region of it.</source>
        <translation>模型 {0} 针对整个序列作答，而非其中某个区域。</translation>
    </message>
    <message>
        <source>Model {0} cannot be a member of {1}: its {2} differs.</source>
        <translation>模型 {0} 不能作为 {1} 的成员：其 {2} 不同。</translation>
    </message>
    <message>
        <source>Model {0} does a task unknown here: {1}.</source>
        <translation>模型 {0} 的任务在此未知：{1}。</translation>
    </message>
    <message>
        <source>Model {0} does not suit this series: {1}.</source>
        <translation>模型 {0} 不适用于该序列：{1:tr}。</translation>
    </message>
    <message>
        <source>Model {0} gave {1}, not scores and boxes.</source>
        <translation>模型 {0} 给出的是 {1}，而不是评分与框。</translation>
    </message>
    <message>
        <source>Model {0} gave {1}, not three values a slice.</source>
        <translation>模型 {0} 给出的是 {1}，而不是每层三个数值。</translation>
    </message>
    <message>
        <source>Model {0} gives {1} scores for {2} classes.</source>
        <translation>模型 {0} 对 {2} 个类别给出了 {1} 个评分。</translation>
    </message>
    <message>
        <source>Model {0} has no explanation {1}; it has: {2}.</source>
        <translation>模型 {0} 没有解释方法 {1}；现有：{2:tr}。</translation>
    </message>
    <message>
        <source>Model {0} has no member {1}; it has: {2}.</source>
        <translation>模型 {0} 没有成员 {1}；现有：{2:tr}。</translation>
    </message>
    <message>
        <source>Model {0} has the format {1}; known: {2}.</source>
        <translation>模型 {0} 的格式为 {1}；已知的格式：{2}。</translation>
    </message>
    <message>
        <source>Model {0} is not the one that {1} is made of (SHA-256 {2}… instead of {3}…); install both again.</source>
        <translation>模型 {0} 不是模型 {1} 所用的那一个（SHA-256 为 {2}…，应为 {3}…）；请重新安装两者。</translation>
    </message>
    <message>
        <source>Model {0} needs grey values and this series is in colour.</source>
        <translation>模型 {0} 需要灰度值，而该序列为彩色。</translation>
    </message>
    <message>
        <source>Moved onto {0} by hand.</source>
        <translation>已手动移至 {0:tr}。</translation>
    </message>
    <message>
        <source>Moved onto {0} by rigid registration.</source>
        <translation>经刚性配准移至 {0:tr}。</translation>
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
        <source>neither its description nor its protocol names {0}</source>
        <translation>其描述和协议均未提及 {0}</translation>
    </message>
    <message>
        <source>No images were found in {0}.</source>
        <translation>在 {0} 中未找到图像。</translation>
    </message>
    <message>
        <source>No labelled study can be a training case: {0}</source>
        <translation>没有已标注的检查可作为训练病例：{0:tr}</translation>
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
        <source>No space left on device</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>No study is reviewed; accept or edit findings first.</source>
        <translation>尚无已审阅的检查；请先接受或编辑发现。</translation>
    </message>
    <message>
        <source>No study of the library is labelled; label studies first.</source>
        <translation>库中没有已标注的检查；请先标注检查。</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>文件或文件夹不存在</translation>
    </message>
    <message>
        <source>no unit</source>
        <translation>无单位</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>这不是文件夹</translation>
    </message>
    <message>
        <source>Not a gzipped file ({0})</source>
        <translation>不是 gzip 文件（{0}）</translation>
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
        <source>not stated</source>
        <translation>未注明</translation>
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
        <source>Nothing was found in a region where the template says it should be.</source>
        <translation>在模板指示的区域内未发现任何内容。</translation>
    </message>
    <message>
        <source>Observed over expected</source>
        <translation>观察与预期之比</translation>
    </message>
    <message>
        <source>Only {0} % of a region lies within the series.</source>
        <translation>某区域只有 {0} % 位于该序列范围内。</translation>
    </message>
    <message>
        <source>only {0} % of the template's brain lies within the series</source>
        <translation>模板的脑只有 {0} % 位于该序列范围内</translation>
    </message>
    <message>
        <source>Only {0} of the acquisition's {1} images are here.</source>
        <translation>该采集共 {1} 幅图像，此处只有 {0} 幅。</translation>
    </message>
    <message>
        <source>Only {0} of the series' {1} images are here.</source>
        <translation>该序列共 {1} 幅图像，此处只有 {0} 幅。</translation>
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
        <source>outcome</source>
        <translation>结局预测</translation>
    </message>
    <message>
        <source>Panels and areas</source>
        <translation>面板与区域</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>Pictures have 8 to 1024 pixels a side, not {0}.</source>
        <translation>图像边长为 8 至 1024 像素，而非 {0}。</translation>
    </message>
    <message>
        <source>pixel spacing</source>
        <translation>像素间距</translation>
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
        <source>pneumonia: yes</source>
        <translation>肺炎: 是</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>predicting</source>
        <translation>正在推理</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>正在预处理</translation>
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
        <source>Projection image</source>
        <translation>投影影像</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统为只读</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>正在读取</translation>
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
        <source>Reading pixels</source>
        <translation>正在读取像素</translation>
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
        <source>registration</source>
        <translation>正在配准</translation>
    </message>
    <message>
        <source>Registration needs more memory than is free.</source>
        <translation>配准所需内存超过可用内存。</translation>
    </message>
    <message>
        <source>relative risk (mean patient 1): {0}</source>
        <translation>相对风险（平均患者为 1）：{0}</translation>
    </message>
    <message>
        <source>Report of its training</source>
        <translation>其训练报告</translation>
    </message>
    <message>
        <source>risk within {0} (uncalibrated): {1}</source>
        <translation>{0:tr}内的风险（未校准）：{1}</translation>
    </message>
    <message>
        <source>risk within {0}: {1}</source>
        <translation>{0:tr}内的风险：{1}</translation>
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
        <source>scanning</source>
        <translation>正在扫描</translation>
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
        <source>segmentation</source>
        <translation>分割</translation>
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
        <source>sequence</source>
        <translation>序列分类</translation>
    </message>
    <message>
        <source>series and template do not look alike (correlation {0}, at least {1})</source>
        <translation>序列与模板不相似（相关系数 {0}，至少应为 {1}）</translation>
    </message>
    <message>
        <source>signal {0}</source>
        <translation>信号 {0}</translation>
    </message>
    <message>
        <source>single bits</source>
        <translation>单比特数据</translation>
    </message>
    <message>
        <source>Single pictures of labelled studies</source>
        <translation>已标注检查的单幅图像</translation>
    </message>
    <message>
        <source>Single slices are drawn up to {0} mm from the place that they state.</source>
        <translation>个别层面的绘制位置与其声明的位置最多相差 {0} mm。</translation>
    </message>
    <message>
        <source>Single view</source>
        <translation>单视图</translation>
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
        <source>slice spacing</source>
        <translation>层间距</translation>
    </message>
    <message>
        <source>Slices at uneven distances cannot be merged into coarser ones.</source>
        <translation>层距不均匀的层面无法合并为更厚的层。</translation>
    </message>
    <message>
        <source>Slices lie up to {0} mm beside their common line; distances across slices are wrong by as much.</source>
        <translation>各层偏离其共同轴线最多 {0} mm；层间距离的误差与此相同。</translation>
    </message>
    <message>
        <source>Soft tissue, liver and bone</source>
        <translation>软组织窗、肝窗与骨窗</translation>
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
        <source>stack {0}</source>
        <translation>图像组 {0}</translation>
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
        <source>testing the attention</source>
        <translation>正在检验注意力</translation>
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
        <source>The axes of the picture are not perpendicular (sheared {0}).</source>
        <translation>图像的坐标轴不垂直（剪切 {0}）。</translation>
    </message>
    <message>
        <source>The axes of the picture are not perpendicular (sheared).</source>
        <translation>图像的坐标轴不垂直（有剪切）。</translation>
    </message>
    <message>
        <source>The built-in table is used; mend the file.</source>
        <translation>现使用内置表；请修正该文件。</translation>
    </message>
    <message>
        <source>The calibration of model {0} does not fit it: {1}</source>
        <translation>模型 {0} 的校准与其不符：{1}</translation>
    </message>
    <message>
        <source>The card of model {0} names no inputs.</source>
        <translation>模型 {0} 的模型卡未列出输入项。</translation>
    </message>
    <message>
        <source>The card of model {0} names no lesion model or outcome.</source>
        <translation>模型 {0} 的模型卡未给出病灶模型或结局。</translation>
    </message>
    <message>
        <source>The card of model {0} names no picture size or no classes.</source>
        <translation>模型 {0} 的模型卡未给出图像大小或类别。</translation>
    </message>
    <message>
        <source>the compressed data end too early</source>
        <translation>压缩数据过早结束</translation>
    </message>
    <message>
        <source>The data folder {0} cannot be made: {1}.</source>
        <translation>无法创建数据文件夹 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>the default, plain letters only</source>
        <translation>默认，仅普通字母</translation>
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
        <source>The file declares no character set, but its text switches between several.</source>
        <translation>文件未声明字符集，但其文字在多个字符集之间切换。</translation>
    </message>
    <message>
        <source>The file does not say how the picture lies in the patient; sides are unknown.</source>
        <translation>文件未说明图像在患者体内的方位；左右未知。</translation>
    </message>
    <message>
        <source>The file does not state a valid voxel size.</source>
        <translation>文件未给出有效的体素大小。</translation>
    </message>
    <message>
        <source>The file scales its values but names no valid intercept; 0 was used.</source>
        <translation>文件对数值做了缩放，但没有有效的截距；已采用 0。</translation>
    </message>
    <message>
        <source>The file's letters {0} disagree with its direction matrix ({1}); the matrix was used.</source>
        <translation>文件的方位字母 {0} 与其方向矩阵（{1}）不一致；已采用矩阵。</translation>
    </message>
    <message>
        <source>The file's own window shows hardly anything of this series.</source>
        <translation>文件自带的窗宽窗位几乎显示不出该序列的内容。</translation>
    </message>
    <message>
        <source>The file's sform and qform disagree; sform was used.</source>
        <translation>文件的 sform 与 qform 不一致；已采用 sform。</translation>
    </message>
    <message>
        <source>The file's {0} is invalid and was not used.</source>
        <translation>文件的 {0} 无效，未采用。</translation>
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
        <source>The folder {0} cannot be read: {1}.</source>
        <translation>无法读取文件夹 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>The gaps between slices differ ({0} to {1} mm); each slice is shown at its true place.</source>
        <translation>层距不一致（{0} 至 {1} mm）；每层均显示在其真实位置。</translation>
    </message>
    <message>
        <source>the head seems turned by {0}°</source>
        <translation>头部似乎旋转了 {0}°</translation>
    </message>
    <message>
        <source>The heatmap {0} does not fit {1}.</source>
        <translation>热图 {0} 与 {1} 不符。</translation>
    </message>
    <message>
        <source>The image's affine is not a finite 4×4 matrix.</source>
        <translation>图像的仿射变换不是有限的 4×4 矩阵。</translation>
    </message>
    <message>
        <source>The image's affine is singular: its axes do not span space.</source>
        <translation>图像的仿射变换是奇异的：其各轴不能张成空间。</translation>
    </message>
    <message>
        <source>The image's shape {0} is empty or not three-dimensional.</source>
        <translation>图像的形状 {0} 为空或不是三维。</translation>
    </message>
    <message>
        <source>The images are numbered {0} to {1}, but {2} of these numbers are missing: the series may be incomplete.</source>
        <translation>图像编号为 {0} 至 {1}，但缺少其中 {2} 个编号：该序列可能不完整。</translation>
    </message>
    <message>
        <source>The images' numbers begin at {0}: the first {1} may be missing.</source>
        <translation>图像编号从 {0} 开始：前 {1} 幅可能缺失。</translation>
    </message>
    <message>
        <source>the label without a question</source>
        <translation>无问题的标签</translation>
    </message>
    <message>
        <source>The last row of the image's affine is not (0, 0, 0, 1).</source>
        <translation>图像仿射变换的末行不是 (0, 0, 0, 1)。</translation>
    </message>
    <message>
        <source>The layer {0} holds no attention to roll out.</source>
        <translation>层 {0} 没有可展开的注意力。</translation>
    </message>
    <message>
        <source>The layer {0} holds no cross-attention to show.</source>
        <translation>层 {0} 没有可显示的交叉注意力。</translation>
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
        <source>The mask {0} does not fit its geometry {1}.</source>
        <translation>掩膜 {0} 与其几何 {1} 不符。</translation>
    </message>
    <message>
        <source>The model cannot be put into {0}: {1}.</source>
        <translation>无法将模型放入 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>The model card {0} cannot be read: {1}.</source>
        <translation>无法读取模型卡 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>The model card {0} is wrong at {1}: {2}.</source>
        <translation>模型卡 {0} 的 {1} 处有误：{2}。</translation>
    </message>
    <message>
        <source>The model is not made for this kind of picture.</source>
        <translation>该模型不适用于此类影像。</translation>
    </message>
    <message>
        <source>The model needs about {0} GB of memory and only {1} GB may be used (70 % of what is free); close other programs or other studies.</source>
        <translation>该模型约需 {0} GB 内存，而可用的只有 {1} GB（空闲内存的 70 %）；请关闭其他程序或其他检查。</translation>
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
        <source>The model reads one picture, the series has {0}.</source>
        <translation>该模型读取单幅图像，而该序列有 {0} 幅。</translation>
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
        <source>The network has no layer {0} to explain.</source>
        <translation>网络中没有可解释的层 {0}。</translation>
    </message>
    <message>
        <source>The option {0} is a number, not {1}.</source>
        <translation>选项 {0} 应为数字，而不是 {1}。</translation>
    </message>
    <message>
        <source>The picture holds values that are no numbers.</source>
        <translation>图像含有非数字的数值。</translation>
    </message>
    <message>
        <source>The picture is a mosaic of many slices; no place in it is a true one.</source>
        <translation>该图像由多层拼合而成；其中的位置均不真实。</translation>
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
        <source>The pixel spacing {0}: lengths are given in px, not in mm.</source>
        <translation>像素间距{0:tr}：长度以 px 表示，而不是 mm。</translation>
    </message>
    <message>
        <source>The pixels {0} do not fit the geometry {1}.</source>
        <translation>像素 {0} 与几何 {1} 不符。</translation>
    </message>
    <message>
        <source>The pixels {0} do not fit the grid {1}.</source>
        <translation>像素 {0} 与网格 {1} 不符。</translation>
    </message>
    <message>
        <source>The presentation state has a displayed area without corners.</source>
        <translation>显示状态的显示区域没有角点。</translation>
    </message>
    <message>
        <source>The presentation state has a point that is none.</source>
        <translation>显示状态中有一个无效的点。</translation>
    </message>
    <message>
        <source>The presentation state names an unknown window function.</source>
        <translation>显示状态指定了未知的窗函数。</translation>
    </message>
    <message>
        <source>the reading process did not start</source>
        <translation>读取进程未能启动</translation>
    </message>
    <message>
        <source>the reading process died of it ({0})</source>
        <translation>读取进程因此崩溃（{0:tr}）</translation>
    </message>
    <message>
        <source>The region could not be found: {0}. The series may show another part of the body, another contrast, or too little of the head.</source>
        <translation>未能定位该区域：{0:tr}。该序列可能是其他部位或其他对比，或头部显示过少。</translation>
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
        <source>The report is nested deeper than any report is.</source>
        <translation>报告的嵌套层次超出合理范围。</translation>
    </message>
    <message>
        <source>The rescale slope is 0, which would erase the picture; 1 is used.</source>
        <translation>重标度斜率为 0，会抹去图像；已采用 1。</translation>
    </message>
    <message>
        <source>The rescale slope or intercept is no number: the values are as stored.</source>
        <translation>重标度斜率或截距不是数字：数值为存储值。</translation>
    </message>
    <message>
        <source>The result belongs to another series than the one given.</source>
        <translation>该结果属于另一序列。</translation>
    </message>
    <message>
        <source>the result of {0}: {1}</source>
        <translation>{0} 的结果：{1:tr}</translation>
    </message>
    <message>
        <source>The result was made on another series; it is not stored here.</source>
        <translation>该结果来自另一序列；不在此保存。</translation>
    </message>
    <message>
        <source>The run failed because of a fault in the program ({0}).</source>
        <translation>运行失败：程序内部错误（{0}）。</translation>
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
        <source>The series has a flag that nobody has acknowledged ({0}): {1}</source>
        <translation>该序列有尚未确认的警告（{0}）：{1:tr}</translation>
    </message>
    <message>
        <source>The series holds values that are not numbers; no model can read it.</source>
        <translation>该序列含有非数字的数值；任何模型都无法读取。</translation>
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
        <source>The slice positions do not increase from the first slice.</source>
        <translation>层面位置没有从首层起递增。</translation>
    </message>
    <message>
        <source>The slices are tilted by {0}° against their stacking direction; the picture is drawn sheared, at its true place.</source>
        <translation>层面相对其堆叠方向倾斜 {0}°；图像按剪切绘制，位于其真实位置。</translation>
    </message>
    <message>
        <source>The slices' directions differ slightly: places are wrong by up to {0} mm at the far corner.</source>
        <translation>各层方向略有差异：远端角点的位置误差最大 {0} mm。</translation>
    </message>
    <message>
        <source>The slices' places in the patient are not stated: they are shown in the order of their numbers, without millimetres or sides across them.</source>
        <translation>未注明各层在患者体内的位置：按编号顺序显示，层间没有毫米标定和左右方位。</translation>
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
        <source>the template had to be stretched {0}, beyond {1} to {2}</source>
        <translation>模板需缩放 {0}，超出 {1} 至 {2} 的范围</translation>
    </message>
    <message>
        <source>The text does not fit the character set that the file declares ({0}); it was read as {1}.</source>
        <translation>文字与文件声明的字符集（{0:tr}）不符；已按 {1} 读取。</translation>
    </message>
    <message>
        <source>The threshold lies between 0 and 1, not at {0}.</source>
        <translation>阈值应在 0 与 1 之间，而不是 {0}。</translation>
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
        <source>The transparency of the colours is not shown.</source>
        <translation>颜色的透明度不显示。</translation>
    </message>
    <message>
        <source>The two images lie in different frames of reference.</source>
        <translation>两幅图像位于不同的参考坐标系。</translation>
    </message>
    <message>
        <source>The voxel size of the {0} differs from the stated one; the {1} was used.</source>
        <translation>{0} 的体素大小与声明值不同；已采用 {1}。</translation>
    </message>
    <message>
        <source>The weights of model {0} cannot be read: {1}.</source>
        <translation>无法读取模型 {0} 的权重：{1:tr}。</translation>
    </message>
    <message>
        <source>The weights of model {0} do not fit it: {1}</source>
        <translation>模型 {0} 的权重与其不符：{1}</translation>
    </message>
    <message>
        <source>The weights of model {0} do not match its card (SHA-256 {1}… instead of {2}…); install the model again.</source>
        <translation>模型 {0} 的权重与模型卡不符（SHA-256 为 {1}…，应为 {2}…）；请重新安装该模型。</translation>
    </message>
    <message>
        <source>The weights {0} cannot be read: {1}.</source>
        <translation>无法读取权重 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>The {0} frames follow one another in time; there are no millimetres across them.</source>
        <translation>这 {0} 帧按时间先后排列；帧间没有毫米标定。</translation>
    </message>
    <message>
        <source>There is no colour map “{0}”; known are {1}.</source>
        <translation>没有色图“{0}”；已知的有 {1}。</translation>
    </message>
    <message>
        <source>There is no explanation {0}; known: {1}.</source>
        <translation>没有解释方法 {0}；已知的有：{1}。</translation>
    </message>
    <message>
        <source>There is no head template {0}.</source>
        <translation>没有头部模板 {0}。</translation>
    </message>
    <message>
        <source>There is no intensity method {0}; known: {1}.</source>
        <translation>没有灰度处理方法 {0}；已知的有：{1}。</translation>
    </message>
    <message>
        <source>There is no key image to save: mark a slice first (K).</source>
        <translation>没有可保存的关键图像：请先标记一层 (K)。</translation>
    </message>
    <message>
        <source>There is no model {0}; installed: {1}.</source>
        <translation>没有模型 {0}；已安装：{1:tr}。</translation>
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
        <source>These weights are in the catalogue already, as model {0}.</source>
        <translation>这些权重已在模型目录中，即模型 {0}。</translation>
    </message>
    <message>
        <source>This is a fault of the program; the log (Ctrl+L) has the details.</source>
        <translation>这是程序内部错误；详情见日志 (Ctrl+L)。</translation>
    </message>
    <message>
        <source>This stack has {0} slices where another has {1}.</source>
        <translation>这一组有 {0} 层，而另一组有 {1} 层。</translation>
    </message>
    <message>
        <source>time {0}</source>
        <translation>时间点 {0}</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>Training needs RadLens with its extra 'train' (radlens[train]).</source>
        <translation>训练需要安装 RadLens 的附加组件 'train'（radlens[train]）。</translation>
    </message>
    <message>
        <source>trigger {0} ms</source>
        <translation>触发时间 {0} ms</translation>
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
        <source>Unknown input {0}; known: {1}.</source>
        <translation>未知输入 {0}；已知的有：{1}。</translation>
    </message>
    <message>
        <source>Unknown option {0}; known: threshold.</source>
        <translation>未知选项 {0}；已知的有：threshold。</translation>
    </message>
    <message>
        <source>Unknown option {0}; known: {1}.</source>
        <translation>未知选项 {0}；已知的有：{1}。</translation>
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
        <source>Up to {0} slices lie at the same place and the headers do not fully tell them apart; they were put into separate stacks in order of time and number.</source>
        <translation>同一位置最多有 {0} 层，文件头不能完全区分它们；已按时间和编号分为不同的组。</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>validation, out of fold</source>
        <translation>验证集（折外）</translation>
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
        <source>volume {0}</source>
        <translation>体数据 {0}</translation>
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
        <source>what was found lies {0} mm from where the template says, over {1} mm.</source>
        <translation>找到的位置距模板所示 {0} mm，超过 {1} mm。</translation>
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
        <source>what was read back differs from what was written</source>
        <translation>读回的内容与写入的不同</translation>
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
        <source>Which label shall be learned?</source>
        <translation>要学习哪个标签？</translation>
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
        <source>writing</source>
        <translation>正在写入</translation>
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
        <source>{0} % of the map's voxels hold no value; they show as its lowest value.</source>
        <translation>该参数图 {0} % 的体素没有数值；按其最低值显示。</translation>
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
        <source>{0} at {1} mm</source>
        <translation>{0}，体素 {1} mm</translation>
    </message>
    <message>
        <source>{0} belongs to other pictures than the ones open.</source>
        <translation>{0} 所属的图像不是当前打开的图像。</translation>
    </message>
    <message>
        <source>{0} breaks the rules of DICOM in {1} places; it was read all the same.</source>
        <translation>{0} 有 {1} 处不符合 DICOM 规则；仍已读取。</translation>
    </message>
    <message>
        <source>{0} cannot be made: {1}.</source>
        <translation>无法创建 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>{0} cannot be opened: {1}.</source>
        <translation>无法打开 {0}：{1:tr}。</translation>
    </message>
    <message>
        <source>{0} cannot be placed: {1}</source>
        <translation>无法确定 {0} 的位置：{1:tr}</translation>
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
        <source>{0} cannot be used: it {1}.</source>
        <translation>无法使用 {0}：文件{1:tr}。</translation>
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
        <source>{0} cannot be written: {1}.</source>
        <translation>无法写入 {0}：{1:tr}。</translation>
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
        <translation>{0} 例，{1:tr}</translation>
    </message>
    <message>
        <source>{0} cases, {1}:</source>
        <translation>{0} 例，{1:tr}：</translation>
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
        <source>{0} days</source>
        <translation>{0} 天</translation>
    </message>
    <message>
        <source>{0} declares a picture of {1} × {2} pixels, but its compressed data hold another.</source>
        <translation>{0} 声明的图像为 {1} × {2} 像素，但其压缩数据与之不符。</translation>
    </message>
    <message>
        <source>{0} declares an impossible place ({1}) for its pixels.</source>
        <translation>{0} 声明的像素位置（{1}）不可能成立。</translation>
    </message>
    <message>
        <source>{0} declares an overlay of {1} × {2} pixels.</source>
        <translation>{0} 声明了 {1} × {2} 像素的叠加层。</translation>
    </message>
    <message>
        <source>{0} declares an unknown NIfTI data type {1}.</source>
        <translation>{0} 声明了未知的 NIfTI 数据类型 {1}。</translation>
    </message>
    <message>
        <source>{0} declares dimensions {1}, which are not read.</source>
        <translation>{0} 声明的维度 {1} 不受支持。</translation>
    </message>
    <message>
        <source>{0} declares impossible dimensions {1}.</source>
        <translation>{0} 声明的维度 {1} 不可能成立。</translation>
    </message>
    <message>
        <source>{0} declares impossible sizes {1}.</source>
        <translation>{0} 声明的大小 {1} 不可能成立。</translation>
    </message>
    <message>
        <source>{0} declares {1} bytes of pixels, more than {2} compressed bytes can hold.</source>
        <translation>{0} 声明有 {1} 字节像素，超过 {2} 字节压缩数据所能容纳的。</translation>
    </message>
    <message>
        <source>{0} declares {1} frames and holds other pixels.</source>
        <translation>{0} 声明了 {1} 帧，但所含像素与之不符。</translation>
    </message>
    <message>
        <source>{0} declares {1} frames and holds {2}.</source>
        <translation>{0} 声明了 {1} 帧，实际有 {2} 帧。</translation>
    </message>
    <message>
        <source>{0} declares {1} frames of {2} × {3} pixels.</source>
        <translation>{0} 声明了 {1} 帧 {2} × {3} 像素的图像。</translation>
    </message>
    <message>
        <source>{0} declares {1} volumes, more than the {2} allowed.</source>
        <translation>{0} 声明了 {1} 个体数据，超过允许的 {2} 个。</translation>
    </message>
    <message>
        <source>{0} declares {1} volumes, too many.</source>
        <translation>{0} 声明了 {1} 个体数据，过多。</translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0} 不存在。</translation>
    </message>
    <message>
        <source>{0} does not fit into memory.</source>
        <translation>内存不足以容纳 {0}。</translation>
    </message>
    <message>
        <source>{0} does not have the size of the picture it belongs to.</source>
        <translation>{0} 的大小与其所属的图像不同。</translation>
    </message>
    <message>
        <source>{0} does not say how it lies in the patient: a mask on another grid cannot be placed.</source>
        <translation>{0:tr} 未说明其在患者体内的方位：不同网格的掩膜无法放置。</translation>
    </message>
    <message>
        <source>{0} does not say where its frames lie in the patient.</source>
        <translation>{0} 未说明其各帧在患者体内的位置。</translation>
    </message>
    <message>
        <source>{0} does not state the byte order of its values.</source>
        <translation>{0} 未说明其数值的字节序。</translation>
    </message>
    <message>
        <source>{0} ends before its pixels do.</source>
        <translation>{0} 在像素数据结束之前就已结束。</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} 个文件</translation>
    </message>
    <message>
        <source>{0} files are copies</source>
        <translation>有 {0} 个文件是副本</translation>
    </message>
    <message>
        <source>{0} files or series cannot be shown. First: {1}</source>
        <translation>{0} 个文件或序列无法显示。首个：{1:tr}</translation>
    </message>
    <message>
        <source>{0} goes on long after its declared pixels.</source>
        <translation>{0} 在所声明的像素之后仍有大量数据。</translation>
    </message>
    <message>
        <source>{0} has a byte skip of {1}, which is impossible.</source>
        <translation>{0} 的字节跳过量 {1} 不可能成立。</translation>
    </message>
    <message>
        <source>{0} has a colour palette that is too short.</source>
        <translation>{0} 的调色板过短。</translation>
    </message>
    <message>
        <source>{0} has a contour of the unknown kind {1}.</source>
        <translation>{0} 有未知类型 {1} 的轮廓。</translation>
    </message>
    <message>
        <source>{0} has a contour of {1} points with {2} numbers instead of {3}.</source>
        <translation>{0} 有一个 {1} 点的轮廓，含 {2} 个数，应为 {3} 个。</translation>
    </message>
    <message>
        <source>{0} has a damaged header: a value has an impossible length.</source>
        <translation>{0} 的文件头已损坏：某个值的长度不可能成立。</translation>
    </message>
    <message>
        <source>{0} has a damaged header: {1}</source>
        <translation>{0} 的文件头已损坏：{1}</translation>
    </message>
    <message>
        <source>{0} has a damaged MetaImage header ({1} = {2}).</source>
        <translation>{0} 的 MetaImage 文件头已损坏（{1} = {2}）。</translation>
    </message>
    <message>
        <source>{0} has a damaged NIfTI header: {1}.</source>
        <translation>{0} 的 NIfTI 文件头已损坏：{1:tr}。</translation>
    </message>
    <message>
        <source>{0} has a damaged NRRD header ({1}: {2}).</source>
        <translation>{0} 的 NRRD 文件头已损坏（{1}：{2}）。</translation>
    </message>
    <message>
        <source>{0} has a damaged NRRD vector {1}.</source>
        <translation>{0} 的 NRRD 向量 {1} 已损坏。</translation>
    </message>
    <message>
        <source>{0} has a frame that names no segment.</source>
        <translation>{0} 有一帧未指明分割段。</translation>
    </message>
    <message>
        <source>{0} has a graphic of the unknown kind {1} {2}.</source>
        <translation>{0} 有未知类型 {1} {2} 的图形。</translation>
    </message>
    <message>
        <source>{0} has a graphic without points.</source>
        <translation>{0} 有一个没有点的图形。</translation>
    </message>
    <message>
        <source>{0} has a note in the unknown units {1}.</source>
        <translation>{0} 有一个单位 {1} 未知的注释。</translation>
    </message>
    <message>
        <source>{0} has a NRRD header without an end.</source>
        <translation>{0} 的 NRRD 文件头没有结尾。</translation>
    </message>
    <message>
        <source>{0} has a region with {1} coordinates.</source>
        <translation>{0} 有一个区域含 {1} 个坐标。</translation>
    </message>
    <message>
        <source>{0} has a wrong offset table.</source>
        <translation>{0} 的偏移表有误。</translation>
    </message>
    <message>
        <source>{0} has changed since the folder was scanned.</source>
        <translation>{0} 在扫描文件夹之后发生了变化。</translation>
    </message>
    <message>
        <source>{0} has damaged or cut short compressed pixel data.</source>
        <translation>{0} 的压缩像素数据已损坏或不完整。</translation>
    </message>
    <message>
        <source>{0} has damaged overlays: {1}.</source>
        <translation>{0} 的叠加层已损坏：{1:tr}。</translation>
    </message>
    <message>
        <source>{0} has damaged references: {1}.</source>
        <translation>{0} 的引用已损坏：{1:tr}。</translation>
    </message>
    <message>
        <source>{0} has frames that do not form a straight stack.</source>
        <translation>{0} 的各帧不构成平直的层组。</translation>
    </message>
    <message>
        <source>{0} has no usable colour palette.</source>
        <translation>{0} 没有可用的调色板。</translation>
    </message>
    <message>
        <source>{0} has {1} annotations without a certain place in the picture; they are not shown.</source>
        <translation>{0} 有 {1} 个标注在图像中没有确定的位置；未予显示。</translation>
    </message>
    <message>
        <source>{0} has {1} axes; at most 4 can be shown.</source>
        <translation>{0} 有 {1} 个轴；最多可显示 4 个。</translation>
    </message>
    <message>
        <source>{0} has {1} frames and describes {2}.</source>
        <translation>{0} 有 {1} 帧，却描述了 {2} 帧。</translation>
    </message>
    <message>
        <source>{0} holds a damaged frame: {1}.</source>
        <translation>{0} 有一帧已损坏：{1:tr}。</translation>
    </message>
    <message>
        <source>{0} holds a frame that is cut short.</source>
        <translation>{0} 有一帧不完整。</translation>
    </message>
    <message>
        <source>{0} holds an overlay that is cut short.</source>
        <translation>{0} 的叠加层不完整。</translation>
    </message>
    <message>
        <source>{0} holds complex numbers, which cannot be shown.</source>
        <translation>{0} 含有复数，无法显示。</translation>
    </message>
    <message>
        <source>{0} holds compressed pixels that are cut short.</source>
        <translation>{0} 的压缩像素不完整。</translation>
    </message>
    <message>
        <source>{0} holds compressed pixels that cannot be decoded.</source>
        <translation>{0} 的压缩像素无法解码。</translation>
    </message>
    <message>
        <source>{0} holds key images already; choose another folder.</source>
        <translation>{0} 中已有关键图像；请另选文件夹。</translation>
    </message>
    <message>
        <source>{0} holds larger pixel values than its header declares.</source>
        <translation>{0} 的像素值大于文件头的声明。</translation>
    </message>
    <message>
        <source>{0} holds no compressed picture.</source>
        <translation>{0} 中没有压缩图像。</translation>
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
        <source>{0} holds stray data behind its pixels.</source>
        <translation>{0} 在像素之后有多余数据。</translation>
    </message>
    <message>
        <source>{0} holds text that is no number: {1}.</source>
        <translation>{0} 含有不是数字的文本：{1}。</translation>
    </message>
    <message>
        <source>{0} holds values ({1} to {2}) beyond 32-bit integers.</source>
        <translation>{0} 的数值（{1} 至 {2}）超出 32 位整数。</translation>
    </message>
    <message>
        <source>{0} holds values of type {1}, which are not read.</source>
        <translation>{0} 的数值类型 {1} 不受支持。</translation>
    </message>
    <message>
        <source>{0} holds values too large for 32-bit floats.</source>
        <translation>{0} 的数值超出 32 位浮点数。</translation>
    </message>
    <message>
        <source>{0} holds {1} compressed fragments for {2} frames and no table that tells which belong together.</source>
        <translation>{0} 有 {1} 个压缩片段、{2} 帧，却没有说明归属的偏移表。</translation>
    </message>
    <message>
        <source>{0} holds {1} different values; a mask has {2} labels at most.</source>
        <translation>{0} 含 {1} 个不同的数值；掩膜最多 {2} 个标签。</translation>
    </message>
    <message>
        <source>{0} holds {1} times with {2} values a voxel; only one of the two can be shown.</source>
        <translation>{0} 有 {1} 个时间点、每个体素 {2} 个数值；二者只能显示其一。</translation>
    </message>
    <message>
        <source>{0} holds {1}, which cannot be shown.</source>
        <translation>{0} 含有{1:tr}，无法显示。</translation>
    </message>
    <message>
        <source>{0} is a colour picture, not a mask.</source>
        <translation>{0} 是彩色图像，不是掩膜。</translation>
    </message>
    <message>
        <source>{0} is a number, not {1}.</source>
        <translation>{0:tr} 应为数字，而不是 {1}。</translation>
    </message>
    <message>
        <source>{0} is a report without measurement groups; only its title shows.</source>
        <translation>{0} 是没有测量组的报告；只显示其标题。</translation>
    </message>
    <message>
        <source>{0} is a segmentation of the unknown type {1}.</source>
        <translation>{0} 是未知类型 {1} 的分割。</translation>
    </message>
    <message>
        <source>{0} is a whole-slide microscopy image, which is not shown here.</source>
        <translation>{0} 是全切片显微图像，此处不显示。</translation>
    </message>
    <message>
        <source>{0} is compressed in a way that is not supported ({1}).</source>
        <translation>{0} 的压缩方式不受支持（{1}）。</translation>
    </message>
    <message>
        <source>{0} is cut short: it declares {1} frames and holds fewer.</source>
        <translation>{0} 不完整：声明了 {1} 帧，实际较少。</translation>
    </message>
    <message>
        <source>{0} is cut short: its header declares {1} bytes of pixels, the file holds {2}.</source>
        <translation>{0} 不完整：文件头声明有 {1} 字节像素，文件只有 {2} 字节。</translation>
    </message>
    <message>
        <source>{0} is cut short: too little text for {1} bytes of pixels.</source>
        <translation>{0} 不完整：文本不足以构成 {1} 字节像素。</translation>
    </message>
    <message>
        <source>{0} is cut short: {1} bytes were declared, {2} could be read.</source>
        <translation>{0} 不完整：声明有 {1} 字节，只能读取 {2} 字节。</translation>
    </message>
    <message>
        <source>{0} is damaged or incomplete: {1}.</source>
        <translation>{0} 已损坏或不完整：{1:tr}。</translation>
    </message>
    <message>
        <source>{0} is encoded as {1}, which is not read.</source>
        <translation>{0} 的编码 {1} 不受支持。</translation>
    </message>
    <message>
        <source>{0} is incomplete or damaged ({1}).</source>
        <translation>{0} 不完整或已损坏（{1:tr}）。</translation>
    </message>
    <message>
        <source>{0} is laid over the series.</source>
        <translation>{0} 已叠加到该序列。</translation>
    </message>
    <message>
        <source>{0} is made of tiles side by side, which cannot be placed.</source>
        <translation>{0} 由并排的图块组成，无法定位。</translation>
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
        <source>{0} is no MetaImage file: it names no ElementDataFile.</source>
        <translation>{0} 不是 MetaImage 文件：没有 ElementDataFile。</translation>
    </message>
    <message>
        <source>{0} is no NIfTI file (Analyze 7.5 names no orientation).</source>
        <translation>{0} 不是 NIfTI 文件（Analyze 7.5 不含方位）。</translation>
    </message>
    <message>
        <source>{0} is no NIfTI file: its header is missing or cut short.</source>
        <translation>{0} 不是 NIfTI 文件：文件头缺失或不完整。</translation>
    </message>
    <message>
        <source>{0} is no NIfTI, NRRD or MetaImage file.</source>
        <translation>{0} 不是 NIfTI、NRRD 或 MetaImage 文件。</translation>
    </message>
    <message>
        <source>{0} is no NRRD file.</source>
        <translation>{0} 不是 NRRD 文件。</translation>
    </message>
    <message>
        <source>{0} is no picture of two or three axes in space.</source>
        <translation>{0} 不是二维或三维空间图像。</translation>
    </message>
    <message>
        <source>{0} is no valid {1} object: {2}.</source>
        <translation>{0} 不是有效的 {1} 对象：{2:tr}。</translation>
    </message>
    <message>
        <source>{0} is not a DICOM file.</source>
        <translation>{0} 不是 DICOM 文件。</translation>
    </message>
    <message>
        <source>{0} is not a readable DICOM file: {1}</source>
        <translation>{0} 不是可读取的 DICOM 文件：{1}</translation>
    </message>
    <message>
        <source>{0} is not a result of RadLens.</source>
        <translation>{0} 不是 RadLens 的结果。</translation>
    </message>
    <message>
        <source>{0} is not empty; choose a new folder for the training data.</source>
        <translation>{0} 不是空文件夹；请为训练数据另选新文件夹。</translation>
    </message>
    <message>
        <source>{0} is of another version of RadLens; run the model again.</source>
        <translation>{0} 来自其他版本的 RadLens；请重新运行模型。</translation>
    </message>
    <message>
        <source>{0} is one of {1}, not {2}.</source>
        <translation>{0:tr} 应为 {1} 之一，而不是 {2}。</translation>
    </message>
    <message>
        <source>{0} keeps an overlay in its pixels in a way that is not read.</source>
        <translation>{0} 在像素中存放叠加层的方式不受支持。</translation>
    </message>
    <message>
        <source>{0} keeps its pixels in a separate .img file; convert it first.</source>
        <translation>{0} 的像素存放在单独的 .img 文件中；请先转换。</translation>
    </message>
    <message>
        <source>{0} lies between {1} and {2}, not at {3}.</source>
        <translation>{0:tr} 应在 {1} 与 {2} 之间，而不是 {3}。</translation>
    </message>
    <message>
        <source>{0} lies in another frame of reference than the series.</source>
        <translation>{0} 与该序列的参考坐标系不同。</translation>
    </message>
    <message>
        <source>{0} lies on a microscopy slide, not in a patient.</source>
        <translation>{0} 位于显微切片上，而不在患者体内。</translation>
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
        <source>{0} missing inside the stack (behind {1} from its first slice); the others are shown at their true places.</source>
        <translation>层组内部缺失 {0:tr}（距首层 {1} 之后）；其余各层显示在其真实位置。</translation>
    </message>
    <message>
        <source>{0} mixes contours of {1} frames of reference.</source>
        <translation>{0} 混有 {1} 个参考坐标系的轮廓。</translation>
    </message>
    <message>
        <source>{0} months</source>
        <translation>{0} 个月</translation>
    </message>
    <message>
        <source>{0} moved</source>
        <translation>已移动 {0} 个</translation>
    </message>
    <message>
        <source>{0} names a pixel file with impossible characters.</source>
        <translation>{0} 指定的像素文件名含有非法字符。</translation>
    </message>
    <message>
        <source>{0} names another patient than the series {1}; it is not shown over it.</source>
        <translation>{0} 与序列 {1} 不属于同一患者；不叠加显示。</translation>
    </message>
    <message>
        <source>{0} names no place in the patient; open the picture it belongs to.</source>
        <translation>{0} 未说明在患者体内的位置；请打开其所属的图像。</translation>
    </message>
    <message>
        <source>{0} names pixels in another folder and cannot be copied; open it in place.</source>
        <translation>{0} 的像素位于另一文件夹，无法复制；请在原处打开。</translation>
    </message>
    <message>
        <source>{0} names the pixel file {1}, which is missing.</source>
        <translation>{0} 指定的像素文件 {1} 不存在。</translation>
    </message>
    <message>
        <source>{0} names {1} directions for {2} axes.</source>
        <translation>{0} 对 {2} 个轴给出了 {1} 个方向。</translation>
    </message>
    <message>
        <source>{0} names {1} kinds for {2} axes.</source>
        <translation>{0} 对 {2} 个轴给出了 {1} 个类型。</translation>
    </message>
    <message>
        <source>{0} needs about {1} GB of memory and only {2} GB may be used (70 % of what is free).</source>
        <translation>{0} 约需 {1} GB 内存，而可用的只有 {2} GB（空闲内存的 70 %）。</translation>
    </message>
    <message>
        <source>{0} needs {1} GB of memory, but only {2} GB are free; close other studies or programs.</source>
        <translation>{0} 需要 {1} GB 内存，而空闲的只有 {2} GB；请关闭其他检查或程序。</translation>
    </message>
    <message>
        <source>{0} of another by UID, but {1} of them (such as {2}) hold other pixels or another place; the first read is shown.</source>
        <translation>{0:tr}（按 UID），但其中 {1} 个（如 {2}）的像素或位置不同；显示首先读取的。</translation>
    </message>
    <message>
        <source>{0} of another with the same pixels; each picture is shown once.</source>
        <translation>{0:tr}，像素相同；每幅图像只显示一次。</translation>
    </message>
    <message>
        <source>{0} of this series could not be read and are missing here.</source>
        <translation>该序列有 {0:tr}无法读取，此处缺失。</translation>
    </message>
    <message>
        <source>{0} or none stated</source>
        <translation>{0} 或未注明</translation>
    </message>
    <message>
        <source>{0} patients have a picture labelled {1}; it takes {2} or more.</source>
        <translation>{0} 名患者有标为 {1} 的图像；至少需要 {2} 名。</translation>
    </message>
    <message>
        <source>{0} points outside its own folder ({1}).</source>
        <translation>{0} 指向自身文件夹之外（{1}）。</translation>
    </message>
    <message>
        <source>{0} refused</source>
        <translation>拒绝 {0} 个</translation>
    </message>
    <message>
        <source>{0} side: {1}</source>
        <translation>{0} 侧：{1:tr}</translation>
    </message>
    <message>
        <source>{0} slices</source>
        <translation>{0:tr}层面</translation>
    </message>
    <message>
        <source>{0} slices are</source>
        <translation>{0} 层</translation>
    </message>
    <message>
        <source>{0} slices are here, where each pass over the patient has {1}.</source>
        <translation>此处有 {0} 层，而每次扫描应有 {1} 层。</translation>
    </message>
    <message>
        <source>{0} spans {1} slices, which is not believable.</source>
        <translation>{0} 跨越 {1} 层，不可信。</translation>
    </message>
    <message>
        <source>{0} spreads its pixels over several files.</source>
        <translation>{0} 的像素分散在多个文件中。</translation>
    </message>
    <message>
        <source>{0} was changed or belongs to another result; run the model again.</source>
        <translation>{0} 已被更改或属于另一结果；请重新运行模型。</translation>
    </message>
    <message>
        <source>{0} was made in another frame of reference than the series {1}; it cannot be placed over it.</source>
        <translation>{0} 与序列 {1} 的参考坐标系不同；无法叠加。</translation>
    </message>
    <message>
        <source>{0} weeks</source>
        <translation>{0} 周</translation>
    </message>
    <message>
        <source>{0} years</source>
        <translation>{0} 年</translation>
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
        <source>{0}: hazard × {1}</source>
        <translation>{0:tr}：风险率 × {1}</translation>
    </message>
    <message>
        <source>{0}: its millimetres are unknown, so it cannot be registered.</source>
        <translation>{0:tr}：毫米标定未知，无法配准。</translation>
    </message>
    <message>
        <source>{0}: its sequences are nested too deeply to be real.</source>
        <translation>{0}：其序列嵌套过深，不可能真实。</translation>
    </message>
    <message>
        <source>{0}: no series fits.</source>
        <translation>{0:tr}：没有匹配的序列。</translation>
    </message>
    <message>
        <source>{0}: odds × {1}</source>
        <translation>{0:tr}：比值比 × {1}</translation>
    </message>
    <message>
        <source>{0}: only grey volumes of several slices can be registered.</source>
        <translation>{0:tr}：只有多层的灰度体数据才能配准。</translation>
    </message>
    <message>
        <source>{0}: protocol {1} wishes an unknown window {2}; known are {3}.</source>
        <translation>{0}：协议 {1} 指定了未知的窗 {2}；已知的有 {3}。</translation>
    </message>
    <message>
        <source>{0}: slices are tilted or uneven; resample it before registering.</source>
        <translation>{0:tr}：层面倾斜或不均匀；请先重采样再配准。</translation>
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
        <source>{0}: there is already a model {1}.</source>
        <translation>{0}：已有模型 {1}。</translation>
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
        <source>{name}: {words}</source>
        <translation>{name}：{words}</translation>
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
