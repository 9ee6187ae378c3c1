using System.Globalization;

namespace Synter.Domain.DataGen;

/// <summary>What every inference call has in common, in this one place.</summary>
public static class DataGenConstants
{
    public const string AgentTypeId = "datagen.v1";

    public const string CreateChatCompletionPath = "/create_chat_completion";

    public const string SystemPrompt =
        "You generate synthetic data. Answer with exactly one record: a single JSON object that fits the description of the user. "
        + "No array, no second record, no explanation, no Markdown: nothing before the opening brace and nothing after the closing one. "
        + "Invent plausible, varied values; never use data of real people.";

    /// <summary>The inference server's address: host and port where a host is given, else the base address; null where neither is.</summary>
    /// <exception cref="FormatException">They make no http address.</exception>
    public static Uri? InferenceBaseUrl(string? host, string? port, string? baseUrl)
    {
        var text = host is null ? baseUrl : WithPort(host.Contains("://", StringComparison.Ordinal) ? host : $"http://{host}", port);
        if (text is null)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && IsUsable(address)
            ? address
            : throw new FormatException("it is not an http address");
    }

    /// <summary>Below a base address, which may have a path of its own.</summary>
    public static Uri Below(Uri baseUrl, string path) => new($"{baseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/')}{path}");

    private static string WithPort(string address, string? port)
    {
        if (port is null)
        {
            return address;
        }

        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535
            ? string.Create(CultureInfo.InvariantCulture, $"{address.TrimEnd('/')}:{number}")
            : throw new FormatException("its port is not a number from 1 to 65535");
    }

    private static bool IsUsable(Uri address) => (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;
}
