"""The links of the cast: id, segment, names; the three layers of a visual-intelligence chain."""

SEGMENTS = """
seg-chips|foundation|芯片|Chips
seg-sensors|foundation|传感器|Sensors
seg-optics|foundation|光学与显示|Optics and display
seg-network|foundation|网络通信|Network communication
seg-components|foundation|基础器件与整机|Components and hardware
seg-computing|technology|类脑与智能计算|Brain-like and intelligent computing
seg-perception|technology|媒体感知计算|Media perception computing
seg-software|technology|基础软件|Basic software
seg-platform|technology|开放创新平台|Open innovation platforms
seg-security|application|数字安防|Digital security
seg-driving|application|智能驾驶|Autonomous driving
seg-industrial|application|工业视觉|Industrial vision
seg-medical|application|智慧医疗|Smart medical care
seg-mr|application|混合现实与元宇宙|Mixed reality and metaverse
"""
LINKS = """
isp-chip|seg-chips|图像信号处理芯片|Image signal processors
video-soc|seg-chips|视频编解码SoC|Video codec SoCs
ai-edge-chip|seg-chips|端侧AI芯片|Edge AI chips
ai-cloud-chip|seg-chips|云端AI芯片|Data-centre AI chips
mcu|seg-chips|微控制器|Microcontrollers
analog-power|seg-chips|模拟与电源管理芯片|Analogue and power-management chips
interface-isolation|seg-chips|接口与隔离芯片|Interface and isolation chips
memory-chip|seg-chips|存储芯片|Memory chips
fpga|seg-chips|可编程逻辑器件|FPGAs
rf-chip|seg-chips|射频与毫米波芯片|RF and millimetre-wave chips
eda-ip|seg-chips|EDA与IP核|EDA and IP cores
wafer-foundry|seg-chips|晶圆制造|Wafer fabrication
packaging-test|seg-chips|封装测试|Packaging and test
semi-equipment|seg-chips|半导体装备|Semiconductor equipment
semi-materials|seg-chips|半导体材料|Semiconductor materials
cmos-sensor|seg-sensors|CMOS图像传感器|CMOS image sensors
infrared-detector|seg-sensors|红外焦平面探测器|Infrared focal-plane detectors
lidar|seg-sensors|激光雷达|Lidar
mmwave-radar|seg-sensors|毫米波雷达|Millimetre-wave radar
depth-sensor|seg-sensors|深度与ToF传感|Depth and ToF sensing
event-sensor|seg-sensors|事件视觉传感器|Event-based vision sensors
hyperspectral|seg-sensors|高光谱成像|Hyperspectral imaging
mems-sensor|seg-sensors|MEMS与惯性传感器|MEMS and inertial sensors
gas-env-sensor|seg-sensors|气体与环境传感器|Gas and environmental sensors
optical-lens|seg-optics|光学镜头|Optical lenses
optical-components|seg-optics|滤光片与光学元件|Filters and optical components
optical-materials|seg-optics|光学玻璃与晶体|Optical glass and crystals
laser-source|seg-optics|激光器与光源|Lasers and light sources
camera-module|seg-optics|摄像模组|Camera modules
display-panel|seg-optics|显示面板|Display panels
micro-display|seg-optics|微显示|Micro-displays
ar-optics|seg-optics|光波导与近眼光学|Waveguides and near-eye optics
optical-module|seg-network|光模块与光器件|Optical modules
wireless-module|seg-network|无线通信模组|Wireless modules
network-equipment|seg-network|交换与路由设备|Switches and routers
edge-gateway|seg-network|物联网网关|IoT gateways
gnss-positioning|seg-network|高精度卫星定位|High-precision satellite positioning
antenna|seg-network|天线与射频器件|Antennas and RF components
fiber-cable|seg-network|光纤光缆|Optical fibre and cable
pcb|seg-components|印制电路板|Printed circuit boards
passive-components|seg-components|被动元件|Passive components
connectors|seg-components|连接器与线束|Connectors and harnesses
precision-structure|seg-components|精密结构件与模具|Precision structures and moulds
battery-power|seg-components|电源与电池|Power supplies and batteries
motion-control|seg-components|伺服与运动控制|Servo and motion control
storage-device|seg-components|存储设备|Storage devices
ai-server|seg-components|服务器与智算设备|Servers and AI computing hardware
ems-assembly|seg-components|电子制造服务|Electronics manufacturing services
brain-like|seg-computing|类脑计算|Brain-like computing
ml-framework|seg-computing|机器学习框架与工具|Machine-learning frameworks
vision-model|seg-computing|视觉大模型|Vision foundation models
edge-platform|seg-computing|边缘智能平台|Edge intelligence platforms
compute-service|seg-computing|算力服务|Computing services
image-recognition|seg-perception|图像与视频识别|Image and video recognition
biometrics|seg-perception|生物特征识别|Biometrics
speech-multimodal|seg-perception|语音与多模态感知|Speech and multimodal perception
vision-3d|seg-perception|三维视觉与重建|3D vision and reconstruction
slam|seg-perception|空间定位与建图|SLAM
rendering-engine|seg-perception|图形渲染引擎|Rendering engines
operating-system|seg-software|操作系统|Operating systems
database|seg-software|数据库与中间件|Databases and middleware
video-cloud|seg-software|视频云与流媒体|Video cloud and streaming
data-security|seg-software|数据安全与隐私计算|Data security and privacy computing
industrial-software|seg-software|工业软件|Industrial software
digital-twin|seg-platform|数字孪生|Digital twins
data-service|seg-platform|数据采集与标注|Data collection and labelling
test-certification|seg-platform|检验检测与认证|Testing and certification
open-platform|seg-platform|人工智能开放平台|Open AI platforms
simulation|seg-platform|仿真与试验场|Simulation and proving grounds
smart-camera|seg-security|智能摄像机|Smart cameras
video-platform|seg-security|视频管理平台|Video management platforms
access-control|seg-security|出入口与楼宇安防|Access control and building security
city-governance|seg-security|城市治理视觉应用|City governance applications
fire-emergency|seg-security|消防与应急感知|Fire and emergency sensing
vehicle-vision|seg-driving|车载视觉系统|In-vehicle vision systems
driving-controller|seg-driving|智驾域控制器|Driving domain controllers
autonomous-vehicle|seg-driving|自动驾驶车辆与运营|Autonomous vehicles and services
v2x-roadside|seg-driving|车路协同路侧设备|V2X roadside equipment
machine-vision|seg-industrial|机器视觉检测设备|Machine-vision inspection
industrial-camera|seg-industrial|工业相机|Industrial cameras
vision-robot|seg-industrial|视觉引导机器人|Vision-guided robots
scanner-3d|seg-industrial|三维扫描与测量|3D scanning and metrology
analytical-instrument|seg-industrial|光谱与分析仪器|Spectrometers and analytical instruments
low-altitude|seg-industrial|低空巡检与无人机|Low-altitude inspection and drones
medical-imaging|seg-medical|医学影像设备|Medical imaging devices
endoscope|seg-medical|内窥镜|Endoscopes
medical-ai|seg-medical|医学影像AI|Medical imaging AI
dental-digital|seg-medical|口腔数字化|Digital dentistry
surgical-robot|seg-medical|手术机器人|Surgical robots
ar-glasses|seg-mr|AR眼镜|AR glasses
vr-headset|seg-mr|VR头显|VR headsets
mr-content|seg-mr|混合现实内容与应用|Mixed-reality content
metaverse-platform|seg-mr|虚拟人与元宇宙平台|Virtual humans and metaverse platforms
"""
