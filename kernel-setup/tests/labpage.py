"""What a learner does in JupyterLab's page, for the tests that need it."""

IDLE = "() => document.querySelector('#jp-main-statusbar')?.textContent.includes('Go (Downhill) | Idle')"
TAKEN = "() => document.querySelector('.jp-Dialog') || [...document.querySelectorAll('.jp-InputPrompt')].some(p => /[*0-9]/.test(p.textContent))"


def run_all(page):
    """Run ▸ Run All Cells, once the notebook's kernel has answered: before that JupyterLab asks which kernel it shall have, or drops the run."""
    page.wait_for_function(IDLE, timeout=120_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(TAKEN)
    # If JupyterLab asks for the kernel all the same, ours is what it proposes.
    asked = page.locator(".jp-Dialog button", has_text="Select")
    if asked.count():
        asked.first.click()
