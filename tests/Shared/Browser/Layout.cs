namespace SingleTable.Linq.Browsing;

/// <summary>Finds on a page what people cannot read or use. Each gives texts, none where all is well.</summary>
public static class Layout
{
    /// <summary>Controls and texts that lie over each other, or out of the page.</summary>
    public static Task<List<string>> OverlapsAsync(this BrowserPage page) => page.EvaluateAsync<List<string>>("""
        (() => {
          const shown = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !e.closest('.skip'));
          const own = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
          const parts = shown.filter(e => e.matches('button, input, select, progress, textarea, a') || own(e)).map(e => {
            const range = document.createRange();
            range.selectNodeContents(e);
            const whole = e.matches('button, input, select, progress, textarea') ? e : range;
            return { e, box: whole.getBoundingClientRect(), lines: [...whole.getClientRects()] };
          }).filter(p => p.box.width > 0 && p.box.height > 0 && !clipped(p));
          function clipped(p) {
            for (let up = p.e.parentElement; up; up = up.parentElement) {
              if (getComputedStyle(up).overflowY !== 'visible' && up !== document.body && up !== document.documentElement) {
                const around = up.getBoundingClientRect();
                if (p.box.bottom > around.bottom || p.box.top < around.top) return true;
              }
            }
            return false;
          }
          // Texts of several lines are not in the whole of the box around them.
          const meet = (x, y) => Math.min(x.right, y.right) - Math.max(x.left, y.left) > 1 && Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top) > 1;
          const name = p => `${p.e.tagName.toLowerCase()}${p.e.id ? '#' + p.e.id : ''} "${(p.e.textContent || p.e.value || '').trim().slice(0, 30)}"`;
          const wrong = [];
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth > width) wrong.push(`the page is ${document.documentElement.scrollWidth} wide, in ${width}`);
          parts.forEach((a, i) => {
            if (a.box.left < 0 || a.box.right > width + 1) wrong.push(`${name(a)} is out of the page`);
            for (const b of parts.slice(i + 1)) {
              if (a.e.contains(b.e) || b.e.contains(a.e)) continue;
              if (meet(a.box, b.box) && a.lines.some(x => b.lines.some(y => meet(x, y)))) wrong.push(`${name(a)} and ${name(b)}`);
            }
          });
          return wrong;
        })()
        """);

    /// <summary>Texts whose contrast with what is behind them is below that of WCAG 2.2 AA: 4.5, of controls that are off 3.</summary>
    public static Task<List<string>> FaintAsync(this BrowserPage page) => page.EvaluateAsync<List<string>>("""
        (() => {
          const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
          const rgba = color => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data];
          };
          const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
          const behind = e => {
            for (let up = e; up; up = up.parentElement) {
              const color = rgba(getComputedStyle(up).backgroundColor);
              if (color[3] === 255) return color;
            }
            return rgba(getComputedStyle(document.documentElement).colorScheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches ? '#121212' : '#ffffff');
          };
          return [...document.querySelectorAll('body *')]
            .filter(e => e.checkVisibility() && ([...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || e.matches('input, select')))
            .map(e => {
              const [a, b] = [light(rgba(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
              return { e, contrast: (a + .05) / (b + .05) };
            })
            .filter(x => x.contrast < (x.e.disabled ? 3 : 4.5))
            .map(x => `${x.e.tagName.toLowerCase()} "${x.e.textContent.trim().slice(0, 30)}" ${x.contrast.toFixed(2)}`);
        })()
        """);

    /// <summary>Whether what has the focus shows it by an outline that can be seen.</summary>
    public static Task<bool> ShowsFocusAsync(this BrowserPage page) => page.EvaluateAsync<bool>("""
        (() => {
          const style = getComputedStyle(document.activeElement);
          return document.activeElement !== document.body && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        })()
        """);
}
