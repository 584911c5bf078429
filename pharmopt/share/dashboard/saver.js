// Hands a file from the kernel to the visitor.
export default {
  initialize({model}) {
    const got = (m, buffers) => {
      if (m?.type !== 'file') return;
      const url = URL.createObjectURL(new Blob([buffers[0]], {type: m.mime})), a = document.createElement('a');
      a.href = url; a.download = m.name; a.click();
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    };
    model.on('msg:custom', got);
    return () => model.off('msg:custom', got);
  }
};
