// Hands a file from the kernel to the visitor, or prints it.
export default {
  initialize({model}) {
    // A report is printed from a frame in which no script runs; the browser's dialogue offers printers and PDF.
    const print = buffer => {
      const frame = document.createElement('iframe');
      frame.className = 'po-print'; frame.setAttribute('sandbox', 'allow-same-origin allow-modals'); frame.title = say('Report'); frame.setAttribute('aria-hidden', 'true'); frame.tabIndex = -1;
      frame.srcdoc = new TextDecoder().decode(buffer);
      frame.onload = () => { frame.contentWindow.onafterprint = () => frame.remove(); frame.contentWindow.focus(); frame.contentWindow.print(); };
      document.querySelectorAll('.po-print').forEach(n => n.remove());
      document.body.append(frame);
    };
    const got = (m, buffers) => {
      if (m?.type === 'print') return print(buffers[0]);
      if (m?.type !== 'file') return;
      const url = URL.createObjectURL(new Blob([buffers[0]], {type: m.mime})), a = document.createElement('a');
      a.href = url; a.download = m.name; a.click();
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    };
    model.on('msg:custom', got);
    return () => model.off('msg:custom', got);
  }
};
