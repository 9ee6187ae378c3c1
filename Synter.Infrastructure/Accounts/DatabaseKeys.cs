using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>Keeps the keys of antiforgery tokens in the database, so that a restart or another process reads them.</summary>
public sealed class DatabaseKeys(SynterDatabase database) : IXmlRepository
{
    private static readonly Scope Scope = new Scope.System("data protection");

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var context = database.Context(Scope);
        return [.. context.Set<DataProtectionKey>().Select(key => key.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var context = database.Context(Scope);
        context.Add(new DataProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        context.SaveChanges();
    }
}
