/// What a page can do beyond being read: sort its tables, and open what is folded for printing.
///
/// Everything can be read without it. The policy of the page lets only a script of this hash run;
/// a test computes it.
enum PageScript {
  static let sha256 = "RJIPuIWooIocM8Q4B/kV7orQRTzoqvyk35kaX8vsca4="

  static let source: HTML = """
    (()=>{const d=document;\
    for(const t of d.querySelectorAll("table.sort")){const heads=[...t.tHead.rows[0].cells];\
    heads.forEach((h,i)=>{const b=d.createElement("button");b.type="button";\
    b.append(...h.childNodes);h.append(b);\
    b.addEventListener("click",()=>{const up=h.getAttribute("aria-sort")!=="ascending";\
    heads.forEach(o=>o.removeAttribute("aria-sort"));\
    h.setAttribute("aria-sort",up?"ascending":"descending");\
    const key=r=>{const c=r.cells[i];return c.dataset.k===undefined?c.textContent:+c.dataset.k};\
    const body=t.tBodies[0];[...body.rows].sort((x,y)=>{const a=key(x),b=key(y);\
    const n=typeof a==="number"&&typeof b==="number"?a-b:String(a).localeCompare(String(b),"en",\
    {numeric:true});return up?n:-n}).forEach(r=>body.append(r))})})}\
    let opened=[];addEventListener("beforeprint",()=>{\
    opened=[...d.querySelectorAll("details:not([open])")];opened.forEach(x=>x.open=true)});\
    addEventListener("afterprint",()=>opened.forEach(x=>x.open=false))})();
    """
}
