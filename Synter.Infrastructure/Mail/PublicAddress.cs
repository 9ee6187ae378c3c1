using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Mail;

/// <summary>
/// Where people reach Synter, for links. Never what a request calls us: whoever asks for a mail to somebody else would choose
/// where its link leads.
/// </summary>
public sealed class PublicAddress(SynterSettings settings, IServer? server = null)
{
    public Uri Root => settings.PublicUrl ?? Listening();

    /// <param name="path">Begins with a slash.</param>
    public string Link(string path) => new Uri(Root, path).AbsoluteUri;

    private Uri Listening()
    {
        var address = server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? settings.Urls[0];
        return new Uri(address.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal)
            .Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("[::]", "localhost", StringComparison.Ordinal));
    }
}
