using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Synter.Domain.Accounts;

namespace Synter.Infrastructure.Accounts;

/// <summary>
/// Asks the Pwned Passwords range API. It is told five of forty digits of the password's hash and answers all that begin so,
/// padded to a common length; the comparison is made here.
/// </summary>
public sealed class PwnedPasswords(IHttpClientFactory clients, ILogger<PwnedPasswords> log) : IBreachedPasswords
{
    private const int PrefixLength = 5;

    public async Task<bool> HasAsync(string password, CancellationToken cancellationToken)
    {
#pragma warning disable CA5350 // The API's own hash; it protects nothing here.
        var hash = Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"range/{hash[..PrefixLength]}");
            request.Headers.Add("Add-Padding", "true");
            using var http = clients.CreateClient(nameof(PwnedPasswords));
            using var answer = await http.SendAsync(request, cancellationToken);
            answer.EnsureSuccessStatusCode();
            return Holds(await answer.Content.ReadAsStringAsync(cancellationToken), hash[PrefixLength..]);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested && failed is HttpRequestException or TaskCanceledException)
        {
            log.BreachedPasswordsNotAsked(failed.Message);
            return false;
        }
    }

    /// <summary>Lines of <c>SUFFIX:COUNT</c>; those made up for padding have a count of 0.</summary>
    private static bool Holds(string answer, string suffix)
    {
        foreach (var line in answer.AsSpan().EnumerateLines())
        {
            var colon = line.IndexOf(':');
            if (colon > 0 && line[..colon].Trim().Equals(suffix, StringComparison.OrdinalIgnoreCase))
                return int.TryParse(line[(colon + 1)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0;
        }

        return false;
    }
}

/// <summary>Where no list is to be asked.</summary>
internal sealed class NoBreachedPasswords : IBreachedPasswords
{
    public Task<bool> HasAsync(string password, CancellationToken cancellationToken) => Task.FromResult(false);
}
