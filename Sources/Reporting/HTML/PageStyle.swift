/// The look of every page: one sheet, both colour schemes, phones and paper.
enum PageStyle {
  static let sheet: HTML = "\(screen)\(narrow)\(paper)\(Ink.darkRules)"

  private static let screen: HTML = """
    :root{color-scheme:light dark;--ink:#1b1f24;--quiet:#57606a;--line:#dde2e7;--rule:#c3cad2;\
    --paper:#fff;--soft:#f5f7f9;--link:#0a56c2;--ai:#6a3cbd;--missing:#9a4b00;\
    --calm:#1a7237;--calm-soft:#ebf6ee;--attention:#9a4b00;--attention-soft:#fff3e2;\
    --incomplete:#b3261e;--incomplete-soft:#fdeceb}
    @media screen and (prefers-color-scheme:dark){:root{--ink:#e8ecf1;--quiet:#a3adb8;\
    --line:#2b323b;--rule:#414a55;--paper:#0f1318;--soft:#171d24;--link:#7ab7ff;--ai:#bd9cf5;\
    --missing:#f3a761;--calm:#6fcf8a;--calm-soft:#12261a;--attention:#f3a761;\
    --attention-soft:#2b2013;--incomplete:#ff9a92;--incomplete-soft:#33191a}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
    body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:break-word;\
    font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;\
    font-variant-numeric:tabular-nums}
    header>div,nav,main,footer{max-width:68rem;margin:0 auto;padding:0 1.5rem}
    header{background:var(--paper);border-bottom:1px solid var(--line);padding:1rem 0 .8rem}
    h1{font-size:1.55rem;line-height:1.25;margin:0;letter-spacing:-.01em}
    h2{font-size:1.2rem;line-height:1.3;margin:2.8rem 0 .6rem}
    h3{font-size:1rem;margin:1.6rem 0 .4rem}
    p,ul,ol{margin:.6rem 0;max-width:46rem}
    li{margin:.25rem 0}
    a{color:var(--link)}
    a:focus-visible,button:focus-visible,summary:focus-visible,[tabindex]:focus-visible\
    {outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
    .anchor{display:inline-block;min-width:1.6rem;min-height:1.6rem;margin-left:.2rem;\
    text-align:center;text-decoration:none;color:var(--quiet);font-weight:400;opacity:.55}
    h2:hover .anchor,.anchor:focus{opacity:1}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:1rem;top:.5rem;padding:.5rem 1rem;background:var(--paper);z-index:9}
    .status,.note,caption,figcaption,.quiet{color:var(--quiet)}
    .status{margin:.15rem 0 0;font-size:.92rem;max-width:none}
    .note,figcaption{font-size:.9rem}
    nav ol{display:flex;flex-wrap:wrap;gap:.1rem 1.4rem;list-style:none;padding:0;\
    margin:.9rem 0 0;max-width:none;font-size:.92rem}
    nav a{display:inline-block;padding:.2rem 0;text-decoration:none}
    nav a:hover{text-decoration:underline}
    .verdict{border-left:.4rem solid;border-radius:.2rem;padding:1rem 1.3rem;margin:1.2rem 0;\
    font-size:1.12rem}
    .verdict p{margin:0;max-width:56rem}
    .calm{border-color:var(--calm);background:var(--calm-soft)}
    .attention{border-color:var(--attention);background:var(--attention-soft)}
    .incomplete{border-color:var(--incomplete);background:var(--incomplete-soft)}
    dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(13.5rem,1fr));gap:1.1rem 1.4rem;\
    margin:1.5rem 0}
    dl div{border-top:2px solid var(--rule);padding-top:.5rem}
    dt{font-size:.86rem;color:var(--quiet)}
    dd{margin:0}
    dd.value{font-size:1.4rem;font-weight:650;line-height:1.25}
    dd.detail{font-size:.86rem;color:var(--quiet)}
    .wide{overflow-x:auto;margin:.8rem 0}
    table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.45}
    caption{text-align:left;padding:0 0 .4rem;font-size:.9rem}
    th,td{text-align:left;vertical-align:top;padding:.55rem .7rem;\
    border-bottom:1px solid var(--line);min-width:4.5rem}
    thead th{background:var(--soft);border-bottom:2px solid var(--rule);overflow-wrap:normal;\
    vertical-align:bottom}
    tbody tr:hover>*{background:var(--soft)}
    tr:target>*{background:var(--attention-soft)}
    .num{text-align:right}.num svg{margin-left:auto}.nb{white-space:nowrap}\
    .prose{min-width:15rem}
    th .quiet{font-weight:400}
    th button{all:unset;box-sizing:border-box;cursor:pointer;min-height:1.5rem;font:inherit;\
    font-weight:600}
    th button:focus-visible{outline:3px solid var(--link);outline-offset:2px}
    th button::after{content:"\\00a0↕";color:var(--quiet)}
    [aria-sort=ascending] button::after{content:"\\00a0↑"}
    [aria-sort=descending] button::after{content:"\\00a0↓"}
    .badge{display:inline-block;border:1px solid;border-radius:.3rem;padding:0 .4rem;\
    margin:.05rem 0;font-size:.8rem;font-weight:550;color:var(--quiet)}
    .badge.ai{color:var(--ai)}.badge.missing{color:var(--missing);border-style:dashed}
    .badge.strong{background:var(--link);border-color:var(--link);color:var(--paper)}
    .badge.moderate{color:var(--link);border-width:2px}.badge.weak{color:var(--quiet)}
    code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
    td svg,th svg{display:block;margin:.15rem 0 .2rem}
    figure{margin:1rem 0}
    figure svg{display:block;width:100%;min-width:46rem;height:auto}
    figcaption{max-width:50rem;margin-top:.4rem}
    details{margin:.8rem 0}
    summary{cursor:pointer;color:var(--link);min-height:1.6rem;padding:.1rem 0}
    footer{border-top:1px solid var(--line);margin-top:3.5rem;padding-bottom:3rem;\
    font-size:.92rem}
    @media (min-width:60rem) and (min-height:44rem){header{position:sticky;top:0;z-index:2}\
    html{scroll-padding-top:6.5rem}}

    """

  /// Below 45rem a row of a wide table becomes a card, each value with the name of its column.
  private static let narrow: HTML = """
    @media screen and (max-width:45rem){body{font-size:15px}.nb{white-space:normal}\
    header>div,nav,main,footer{padding-left:1rem;padding-right:1rem}\
    h1{font-size:1.3rem}.verdict{padding:.8rem 1rem;font-size:1.05rem}\
    dl{grid-template-columns:repeat(auto-fill,minmax(8rem,1fr));gap:.9rem 1rem}\
    dd.value{font-size:1.2rem}\
    .stack,.stack tbody,.stack tr,.stack th,.stack td,.stack caption{display:block;width:auto}\
    .stack thead{display:none}\
    .stack tr{border:1px solid var(--line);border-radius:.4rem;margin:.7rem 0;padding:.5rem .8rem}\
    .stack tbody th,.stack tbody td{border:0;padding:.2rem 0;text-align:left;min-height:1.7rem}\
    .stack tbody td{padding-left:8.2rem;display:flow-root}.stack .num svg{margin-left:0}\
    .stack tbody td::before{content:attr(data-label);float:left;width:7.7rem;margin-left:-8.2rem;\
    color:var(--quiet);font-size:.85em;line-height:1.3;padding-top:.15rem}\
    .stack tbody th{font-size:1.02rem}.stack tbody tr:hover>*{background:none}}

    """

  private static let paper: HTML = """
    @media print{@page{margin:14mm}body{font-size:10.5pt}nav,.skip,.anchor{display:none}\
    header,main,footer{max-width:none}h2,h3,caption{break-after:avoid}\
    tr,figure,dl div,.verdict{break-inside:avoid}.wide{overflow:visible}\
    figure svg{min-width:0}a{color:inherit}\
    main a[href]:not([href^="#"])::after{content:" (" attr(href) ")";font-size:.8em}\
    th button::after{content:""}}

    """

  /// For reports of many tables: two thirds of the size, rows close together, what is folded left out.
  static let smallPaper: HTML = """
    @media print{html{font-size:8.2pt}body{font-size:7.2pt;line-height:1.28}@page{margin:9mm}\
    table{line-height:1.28}th,td{padding:.09rem .4rem;min-width:0}h2{margin:.8rem 0 .2rem}\
    figure{margin:.4rem 0}figure svg{width:54%}details{display:none}\
    dl{grid-template-columns:repeat(6,1fr);margin:.7rem 0;gap:.5rem .8rem}\
    p,ul,ol,figcaption{max-width:none;margin:.3rem 0}.verdict{padding:.6rem 1rem;margin:.6rem 0}\
    .wide{margin:.4rem 0}footer{margin-top:1rem;padding-bottom:0}}

    """
}
