using System.Net;
using System.Net.Sockets;
using Synter.Infrastructure.Settings;

namespace Synter.Web;

/// <summary>Tries the addresses before the work of starting: the server itself would complain with a stack trace, and late.</summary>
internal static class PortProbe
{
    public static void Check(IEnumerable<string> urls)
    {
        foreach (var url in urls)
        {
            var address = BindingAddress.Parse(url);
            if (address.Port == 0) continue;
            try
            {
                using var probe = new TcpListener(Ip(address.Host), address.Port);
                probe.Start();
            }
            catch (SocketException taken)
            {
                throw Refusal(url, taken);
            }
        }
    }

    public static StartupException Refusal(string urls, Exception failure) =>
        new($"{urls} cannot be listened on ({Reason(failure)}): stop what holds it, or set SYNTER_URLS to a free address.", failure);

    private static IPAddress Ip(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address
        : IPAddress.Any;

    private static string Reason(Exception failure)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
            if (inner is SocketException socket) return socket.SocketErrorCode == SocketError.AddressAlreadyInUse ? "the port is taken" : socket.Message;
        return failure.Message.TrimEnd('.');
    }
}
