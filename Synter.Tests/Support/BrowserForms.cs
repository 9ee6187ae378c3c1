using System.Text.RegularExpressions;

namespace Synter.Tests.Support;

/// <summary>Posting a page's form, as a browser without script does.</summary>
public static partial class BrowserForms
{
    /// <param name="page">The page it was drawn on, whose antiforgery token it carries.</param>
    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient browser, string path, string page, Dictionary<string, string> fields)
    {
        fields["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value;
        using var form = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(path, form);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
