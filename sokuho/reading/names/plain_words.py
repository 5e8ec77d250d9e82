"""Words with a capital, or in katakana, that alone are no company's name."""

from __future__ import annotations

from sokuho.reading.wordlists import words

# English: what begins sentences, stands in titles, names months, offices, things of the trade.
CAPITALISED = words(
    """
    ABWR AC ADR AI AUD Abe About Abridged According Act Add Adjusted Advertisement Affiliates
    Against Agency Agreement Agreements Akazawa Alliance Almost Along Already Altogether Ammonia
    Analysis Analysts Annex Announcement Announcements Appendix Approval Approvals Approved Apr
    April Army Around Arranger Arrangers Article Ask Asked Asset Assets Association Atomic Aug
    August Authority Automation Avenue BESS BWR Back Backers Background Bank Bankers Banks Based
    Batteries Battery Bay Beach Behind Besides Bessent Bidder Bidders Biden Bids Big Board Borrower
    Borrowers Bought Boulevard Builder Building Buildings Built Bureau Business Buy Buyer Buyers
    Buying CAD CAISO CCS CEO CFO CHIPS CO2 COO CPU CTO Cabinet Cable Calling Calls Campus Campuses
    Capacity Capital Carbon Cells Center Centers Central Centre Centres Chairman Changes Chapter
    Chart Cheap Chief Chip Chips Christmas City Closing Cloud Coast Cold Column Columnist Comments
    Commerce Commercial Commission Commissioning Commitment Commitments Committee Companies Company
    Competition Competitors Completion Complex Computer Computers Congress Construction Consumption
    Contact Contacts Contract Contractor Contractors Contracts Cooling Cooperation Copyright
    Corporation Corrected Correction Corrects Correspondent Cost Costs Could Council County Court
    Cover Credit Credits Creek Current Customer Customers DC DCs Daily Data Date Deal Deals Debt Dec
    December Deliveries Delivery Demand Democrats Department Detail Details Developer Developers
    Development Digital Dining District Dividend Dividends Donate Dr Drivers EPC ERCOT ESG EUR EV
    EVs Earnings East Eastern Economy Editor Editorial Electricity Elsewhere Email End Energy
    Engineering Entry Environmentalists Equity Everything Exchange Exclusive Executive Executives
    Exhibit Expansion Expect Explore Exporters FAQ FERC FID FIDs FY Facebook Facilities Facility
    Fact Factories Factory Farm Farmers Farms Feb February Federal Feed Few Fewer Field Fields
    Fifteen Figure Finance Financing Fine Firm Firms First Flags Floor Follow Food Form Foundation
    Founded Framework Friday Friends Front Full Fund GBP GDP GPU GPUs GW GWh Gas Gates Generated
    Generative Get Global Good Gov Government Governor Green Grid Ground Group Grown Growth Guidance
    Gulf H1 H2 HVAC Hardly Have Headquartered Headquarters Heavy Help High Highlights Highway Hiring
    HoA Holders Home House Hub Hydrogen Hyperscalers ICT IPO IPOs IPP IRA IT ITC Ice Idea Image
    Images Impact Importers Included Incorrect Increasingly Individual Industrial Industries
    Industry Infra Infrastructure Initiative Instagram Instead Institute Institutions Interest
    International Invest Investment Investments Investors IoT Ishiba Island Islands Item JPY JV JVs
    Jan January Job Jobs Join Joint Journal Jul July Jun June Justice KRW Keeping Key Kishida LNG
    LOI Lake Largest Latest Launch Lawyers Layout Lead Leave Lender Lenders Less Lessee Let Liberty
    LinkedIn Liquefied Listen Loading Loan Loans Locals Located Location Log Long Look Lutnick M&A
    MISO MOU MW MWac MWh Machines Main Maker Makers Manufacturing Mar March Market Markets Mass
    Maturity May Media Memorandum Merger Midwest Mine Minerals Mines Minister Ministry MoU Model
    Models Modules Monday Money Mountain Mr Mrs Ms Much NASDAQ NDA NYSE Nasdaq National Navy
    Neighbors Net Network Networks Never New News Newsletter Nobody None North Northern Note Notes
    Nothing Nov November Nuclear OTC Obama Oct October Offer Offers Office Officer Officials
    Offtaker Offtakers Often Oil Okay Operating Operation Operations Operator Operators Opinion
    Opponents Opposition Orders Others Out Output Overview Owner Owners Ownership PC PCs PDF PJM PPA
    PPAs PTC PWR Pacific Package Papers Parent Parish Park Parks Part Partner Peace Peak Pension
    People Permit Permits Permitting Phase Phases Phones Photo Photograph Photos Pipeline Pipelines
    Plan Plant Plants Police Popular Port Posted Power Prefecture President Press Price Prices Prime
    Print Prior Private Proceeds Product Production Products Profit Profits Project Projects
    Province Public Published Purchase Q&A Q1 Q2 Q3 Q4 Quarter Quarterly R&D REIT REITs Racks Raised
    Rank Rates Ratings Reach Reactor Reactors Read Reader Readers Recent Refinery Region Regions
    Regulator Regulators Related Release Removing Rep Reported Reporter Reporting Republican
    Republicans Republish Research Reserved Residents Revenue Revenues Ridge Rights Risk Risks Rival
    Rivals River Road Robot Robots Rocks Roughly Route Rules S&P SMR SMRs SPA SPC SPV Sales Saturday
    Science Search Second Secretary Section See Seller Sellers Semiconductor Semiconductors Sen
    Senator Send Sensors Sep Separately Sept September Series Service Services Several Share
    Shareholders Shares Sheet Shinkansen Shipments Should Sign Signatures Significant Single Site
    Sites Size Sizes Small Snow Solar Solutions Somebody Son Source Sources South Southern
    Specification Spending Sponsor Sponsors Sports Spot Staff Stake Star Start State Statement
    States Station Stations Status Stay Steel Stock Stocks Storage Stories Story Strategic Strategy
    Street Structure Subscribe Subscribers Subsidiary Subsidies Suite Summary Sunday Supplier
    Suppliers Support Supreme System Systems TSE Table Tags Takaichi Taken Talks Tankers Taps Tariff
    Tariffs Tax Taxes Team Tech Technologies Technology Tenant Tenants Tenor Terminal Terminals
    Terms Test Thank Third Thousands Thursday Timeline Together Tokyo Top Topics Total Totals Tower
    Town Township Tracy Trade Traffic Train Trains Tranche Tranches Transmission Travellers
    Treasuries Treasury Treated Trending Tribune Trump Try Tuesday Turbine Turbines Turmoil Twice
    Twitter U.S. US USA USD Unions Unit Units Update Updated Upon Use Utilities Utility Valley
    Valuation Vance Variety Vice Video Views Village Vision Volume Voters Wall Want Ward Washington
    Watch WTI Weather Wednesday Week Weeks Welcome West Western Wholesale Will Wind Wire Work Workers
    World Worldwide Would Wrap Write Writer Year Years YouTube Zoom kW kWh
    """
)

# Japanese: words of every day and of the trade.
LOANWORDS = words(
    """
    プライベート・エクイティ プライベート・エクイティ・ファンド プライベートエクイティ ビジネスパーク
    アイデア アクセス アグリゲーター アジア アップ アナリスト アナログ アピール アフリカ アプリ
    アプリケーション アプローチ アメリカ アライアンス アルゴリズム アルミ アルミニウム アンケート
    アンペア アンモニア アーリーステージ イノベーション イベント イメージ インセンティブ
    インタビュー インター インターチェンジ インターネット インチ インパクト インフォメーション
    インフラ インフラファンド インフレ ウェハー ウェブ ウェブサイト ウエハ ウエハー ウォッチ
    ウォン ウクライナ ウラン エアコン エキスパート エコシステム エコノミスト エタノール エチレン
    エネルギー エネルギーファンド エリア エレクトロニクス エンジニア エンジニアリング エーカー
    オイル オイルサンド オフィス オフショア オフテイカー オフテイク オプション オペレーター
    オンショア オンライン オーストラリアドル オーナー オープン カジュアル カスタマー カード カセイソーダ
    カッコ カテゴリ カテゴリー カナダドル カリフォルニア カルテ カーボン カーボンニュートラル
    カーボンプライシング カーボンリサイクル ガイダンス ガイドライン ガス ガスタービン ガソリン
    ガソリンスタンド ガバナンス ガリウム キャッシュ キャッシュフロー キャラクター キャリア
    キャンパス キャンペーン キロ キログラム キロメートル キロワット キロ・ワット キーワード ギガ
    ギガワット クオーター クライアント クラウド クラウドサービス クリック クリーン
    クリーンエネルギー クリーンルーム クレジット グッズ グリーン グループ グローバル ケーブル
    ゲーム コア コスト コバルト コミットメント コミュニティ コミュニティソーラー コミュニティー
    コメント コラム コンサルタント コンサルティング コンセプト コンソーシアム コンテナ コンテンツ
    コントロール コンバインドサイクル コンビニエンスストア コンピュータ コンピューター
    コンプライアンス コード コーナー コーポレート サイクル サイズ サイト サイバーセキュリティ
    サイバーセキュリティー サイン サステナビリティ サプライ サプライチェーン サプライヤー サポート
    サミット サーバ サーバー サーバールーム サービス シェア シェールオイル シェールガス システム
    シナジー シナリオ シフト シミュレーション ショア シリーズ シンガポールドル シンクタンク
    シンジケートローン スイッチ スキーム スクラップ スケジュール スケール スタッフ スタンダード
    スタート スタートアップ ステイト ステーション ステージ ストップ ストライキ ストラテジスト
    ストレージ スパコン スピード スプレッド スポット スポンサー スポーツ スマホ スワップ
    スーパー スーパーコンピュータ スーパーコンピューター セキュリティ セキュリティー セクター
    セダン セット セミナー セメント セレブ センター セント ゼネコン ゼロ ソフト ソフトウェア
    ソフトウエア ソリューション ソーラー ソーラーパネル タイプ タイミング タイヤ タスク タッグ
    タンカー ターゲット タービン ターミナル ダイオード ダイジェスト ダイヤ ダイヤモンド
    ダイレクト ダウン チケット チップ チップレット チャート チーム ツアー テクノロジー テスト
    テック テナント テラ テレビ テーマ ディーゼル ディール デザイン デジタル デスク デフレ
    デメリット デモ デューデリジェンス データ データセンター データセンターキャンパス
    データセンターサービス データベース トゥルース・ソーシャル トップ トライアル トラック
    トラックバック トランプ トレンド トレーディング トン ドキュメント ドライバー ドル ドーム
    ナノメートル ナフサ ニッケル ニュース ニュースリリース ニーズ ネット ネットワーク ノウハウ
    ノンバンク ハイテク ハイパースケーラー ハブ ハードウェア ハードウエア バイオ バイオマス
    バイオ燃料 バイデン バイヤー バックアップ バッテリー バッファー バブル バランス
    バリューチェーン バレル パイプライン パイロット パターン パック パッケージ パネル パビリオン
    パワー パワーコンディショナー パワー半導体 パーセント パートナー パートナーシップ ヒアリング
    ビザ ビジネス ビジョン ビット ビニール ビニールハウス ビル ビルディング ピーク ファイナル
    ファイナンス ファイバー ファウンドリ ファウンドリー ファクトシート ファシリティ ファブ
    ファブレス ファン ファンド フィート フィード フェーズ フォロー フォーカス フォーラム
    フラッシュメモリー フル フロンティア フロー ブタン ブランド ブルームバーグ ブレード ブログ
    ブーム プライム プラス プラットフォーム プラン プラント プレス プレスリリース プレゼン
    プレミアム プレーヤー プログラム プロジェクト プロジェクトファイナンス プロセス プロセッサ
    プロセッサー プロダクト プロパン プロモーション プール ヘクタール ヘッジ ヘッドライン
    ヘリウム ベッセント ベンダー ベンチマーク ベンチャー ベンチャーキャピタル ベース ベース電源
    ペタ ペロブスカイト ページ ホテル ホーム ボトルネック ボルト ポイント ポスティング ポスト
    ポンド ポートフォリオ マイコン マイナス マイニング マイルストーン マクロ マスタープラン
    マネジメント マネジャー マンション マーケット マーケティング ミッション ミドル メガ
    メガソーラー メガバンク メガワット メタノール メタン メッセージ メディア メモリ メモリー
    メリット メルマガ メンバー メーカー メートル メール モジュール モデル モニタリング
    モビリティ モビリティー モーター ユニット ユニーク ユーザ ユーザー ユーロ ヨーロッパ
    ライター ライバル ライン ラインアップ ラック ラッシュ ラトニック ラボ ランキング リアル
    リアルタイム リアルデータ リサイクル リサーチ リスキリング リスク リスト リターン リチウム
    リチウムイオン リチウムイオン電池 リットル リニューアル リノベーション リパワリング リプレース
    リミテッド リリース リング リーグ リージョン リース リーダー リーダーシップ リード ルピー
    ルート ルール レアアース レアメタル レスポンス レベル レポート レート ロイター ロシア
    ロット ロボット ロボットシステム ロング ロードマップ ローン ワット ワーク ワークロード
    プローブカード マザーボード コネクター コネクタ トランス リアクトル インバーター
    インバータ コンバーター サイリスター トランジスタ トランジスター キャパシター コンデンサー
    コンデンサ センサー ロボティクス アクチュエーター サーボ ベアリング フォークリフト
    コンベヤー クレーン ドローン フォトニクス レーザー レンズ ディスプレー ディスプレイ
    スマートメーター スマートグリッド マイクログリッド グリッド チラー ラジエーター エンジン
    ボイラー ガスエンジン コージェネレーション ヒートポンプ ブレーカー スイッチギア ペレット
    バイオガス バイオエタノール メタネーション カーボンクレジット クレジットカード サステナブル
    ネットゼロ ゼロエミッション トランジション サブスクリプション オークション キャパシティー
    キャパシティ アグリゲーション ブロックチェーン ビットコイン サイバー スマートシティ
    スマートシティー インターフェース アーキテクチャ アーキテクチャー トークン パラメータ
    パラメーター チャットボット エージェント アシスタント アバター ヒューマノイド スピンオフ
    スピンアウト アクセラレーター インキュベーター シード ラウンド バリュエーション エグジット
    デット エクイティ メザニン ローンチ コベナンツ スワップション ヘッジファンド
    アクティビスト バイアウト カーブアウト ティーザー ロールアップ デフォルト キャップ フロア
    ストライク インデックス ベーシス ヘンリーハブ カーゴ ドック ヤード クルー コンテナ船
    ポンプ バルブ パイプ ノズル シール ガスケット フランジ ロータ ローター ステータ コイル
    ボビン ラミネート シート フィルム フォイル アノード カソード セパレータ セパレーター
    バインダー ペースト スラリー レジスト マスク ガスボンベ ボンベ タンク サイロ ホッパー
    フレア フラッキング リグ ドリル ケーシング セメンチング コンデンセート エタン プロピレン
    ポリエチレン ポリプロピレン ポリマー エポキシ フッ素樹脂 シリコン シリコーン ゲルマニウム
    ガラス セラミック セラミックス カーボンファイバー アラミド ナイロン コーティング メッキ
    エッチング リソグラフィ リソグラフィー パッケージング テスター プローバー ダイサー
    グラインダー ボンダー ハンドラー クリーナー スクラバー ファーネス リアクター リアクタ
    トカマク ステラレーター ミュオン イオン キュービット アニーリング ラックサーバー
    ストレージシステム ルーター トランシーバー モデム アンテナ サテライト ロケット カプセル
    スペースポート
    ジョイント ステークホルダー アドバイザー ディベロッパー デベロッパー インテグレーター コントラクター
    サブコン レンダー エクスポージャー コミット マイルストン ストラクチャー タームシート フィージビリティー
    アセスメント ライセンス レジリエンス トレーサビリティ イニシアチブ イニシアティブ ファシリティー
    エッジ レイテンシー クラスター ノード アクセラレータ トーリング リパワー バランシング ピーカー
    ベースロード シンプルサイクル ナセル モノパイル ジャケット サブステーション フィーダー セル
    ガルフコースト トレイン ディスカウント ボラティリティ
    セレモニー オープニング スピーチ ミーティング カンファレンス シンポジウム ワークショップ アワード
    マネージャー ディレクター プレジデント ウェビナー キックオフ メールマガジン アカウント
    サイトマップ メニュー タグ コンテスト ボランティア ガイド マップ スローガン パーパス モーゲージ
    グリーンボンド デリバティブ マージン メンテナンス オペレーション アップグレード リユース
    デマンドレスポンス バーチャルパワープラント ディストリビューター リテール ホールセール
    フランチャイズ パテント ロイヤルティー クロージング メモランダム コンプレッサー ギアボックス
    フィルター シミュレーター プロトタイプ デモンストレーション グリーンフィールド ブラウンフィールド
    ターンキー スペシャリスト オーナーズエンジニア アレンジャー ブックランナー トレーダー ブローカー
    アンバサダー コミッショナー サーチャージ インボイス フォトマスク スパッタリングターゲット
    インターポーザー アベイラビリティゾーン スループット アノテーション カメラ レーダー ゲートウェイ
    プロトコル ダッシュボード ユニコーン
    ワールド・ニュース 私募ファンド
    """
)
