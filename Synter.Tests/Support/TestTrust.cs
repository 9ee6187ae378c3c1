using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Vault;
using Synter.Tests.Database;

namespace Synter.Tests.Support;

/// <summary>The vault and the audit over a test's database. One key ring a test run, so that all tests of a class agree.</summary>
public sealed class TestTrust
{
    public static readonly KeyRing Ring = KeyRing.Parse(VaultKey.Generate(), "the tests");

    public TestTrust(PostgresFixture postgres, TimeProvider? clock = null, KeyRing? ring = null) : this(postgres.Database, clock, ring)
    {
    }

    public TestTrust(SynterDatabase database, TimeProvider? clock = null, KeyRing? ring = null)
    {
        clock ??= TimeProvider.System;
        Sealer = new Sealer(ring ?? Ring);
        Keys = new SealedKeys(database, Sealer, clock);
        AuditKeys = new AuditKeys(Keys);
        Audit = new AuditLog(AuditKeys, clock);
        Queries = new AuditQueries(database, new AuditVerifier(database, AuditKeys));
        Credentials = new CredentialStore(database, Sealer, Audit, clock);
        Directory = new CredentialDirectory(database);
        Vault = new CredentialVault(database, Sealer);
    }

    public Sealer Sealer { get; }

    public SealedKeys Keys { get; }

    public AuditKeys AuditKeys { get; }

    public AuditLog Audit { get; }

    public AuditQueries Queries { get; }

    public CredentialStore Credentials { get; }

    public CredentialDirectory Directory { get; }

    public CredentialVault Vault { get; }
}
