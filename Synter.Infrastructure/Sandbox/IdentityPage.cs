using System.Text.Encodings.Web;

namespace Synter.Infrastructure.Sandbox;

/// <summary>The page of the practice service: who does one want to be?</summary>
internal static class IdentityPage
{
    private static readonly string[] s_carried = ["client_id", "redirect_uri", "state", "nonce", "code_challenge", "code_challenge_method"];

    public static string Write(IReadOnlyDictionary<string, string> query)
    {
        var hidden = string.Concat(s_carried.Where(query.ContainsKey).Select(name => $"""<input type="hidden" name="{name}" value="{HtmlEncoder.Default.Encode(query[name])}">"""));
        return $$"""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Practice sign-in · Synter sandbox</title>
            <style>
              :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
              body { max-width: 24rem; margin: 12vh auto; padding: 0 1rem; }
              h1 { font-size: 1.4rem; } label { display: block; margin-top: 1rem; } form { margin-top: 1rem; }
              input:not([type=checkbox]) { display: block; width: 100%; box-sizing: border-box; padding: .5rem; font: inherit; }
              button { margin: 1.5rem .5rem 0 0; padding: .5rem 1rem; font: inherit; }
            </style>
            <main>
              <h1>Practice sign-in</h1>
              <p>Synter’s sandbox, in place of Google. Nobody is asked for a password here: say who you want to be.</p>
              <form action="continue">
                {{hidden}}
                <label>E-mail <input name="email" type="email" required autofocus value="ann@example.com"></label>
                <label>Name <input name="name" value="Ann"></label>
                <label><input name="verified" type="checkbox" value="true" checked> The address is confirmed</label>
                <button name="act" value="allow">Continue to Synter</button><button name="act" value="cancel" formnovalidate>Cancel</button>
              </form>
            </main>
            </html>
            """;
    }
}
