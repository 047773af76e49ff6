// Asks the browser for a passkey and sends what it answers. Without it, codes still work.
(function () {
  const form = document.querySelector('form[data-passkey]')
  const told = document.getElementById('passkey-options')
  if (!form || !told || !window.PublicKeyCredential) return
  const credential = form.querySelector('input[name="credential"]')
  const problem = form.querySelector('[data-passkey-problem]')
  form.hidden = false
  form.addEventListener('submit', async function (event) {
    event.preventDefault()
    problem.textContent = ''
    try {
      const options = JSON.parse(told.textContent)
      const answer = form.dataset.passkey === 'create'
        ? await window.webauthnJSON.create(options.creation_options)
        : await window.webauthnJSON.get(options.request_options)
      credential.value = JSON.stringify(answer)
      form.submit()
    } catch (error) {
      problem.textContent = problem.dataset.passkeyProblem
    }
  })
})()
