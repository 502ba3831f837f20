export const zapXml = `<?xml version="1.0"?>
<OWASPZAPReport version="2.15.0" generated="Tue, 1 Jan 2030 00:00:00">
  <site name="https://shop.example.org" host="shop.example.org" port="443" ssl="true">
    <alerts>
      <alertitem>
        <pluginid>10055</pluginid>
        <alertRef>10055-4</alertRef>
        <alert>CSP: Wildcard Directive</alert>
        <name>CSP: Wildcard Directive</name>
        <riskcode>3</riskcode>
        <confidence>2</confidence>
        <desc>&lt;p&gt;It allows all.&lt;/p&gt;</desc>
        <instances>
          <instance>
            <uri>https://shop.example.org/orders/42</uri>
            <method>GET</method>
            <param>id</param>
          </instance>
        </instances>
        <cweid>693</cweid>
      </alertitem>
      <!-- <alertitem><pluginid>1</pluginid></alertitem> -->
      <alertitem>
        <pluginid>40012</pluginid>
        <alert>Reflected</alert>
        <riskcode>3</riskcode>
        <confidence>0</confidence>
      </alertitem>
    </alerts>
  </site>
</OWASPZAPReport>`;

export const dependencyCheckXml = `<?xml version="1.0"?>
<analysis xmlns="https://jeremylong.github.io/DependencyCheck/dependency-check.4.0.xsd">
  <projectInfo><name>shop</name></projectInfo>
  <dependencies>
    <dependency isVirtual="true">
      <fileName>trim-all:1.2.0</fileName>
      <filePath>/var/build/shop/package-lock.json?trim-all</filePath>
      <evidenceCollected><evidence><name>name</name></evidence></evidenceCollected>
      <identifiers>
        <package confidence="HIGHEST"><id>pkg:npm/trim-all@1.2.0</id></package>
      </identifiers>
      <vulnerabilities>
        <vulnerability source="NPM">
          <name>GHSA-2222-3333-4444</name>
          <severity unscored="true">moderate</severity>
          <cwes><cwe>CWE-400</cwe></cwes>
          <description>Slow.</description>
          <references><reference>
            <source>OSSINDEX</source><url>https://example.org/slow</url>
          </reference></references>
        </vulnerability>
        <suppressedVulnerability source="NVD">
          <name>CVE-2030-10006</name>
          <cvssV3>
            <baseScore>9.8</baseScore><attackVector>NETWORK</attackVector>
            <attackComplexity>LOW</attackComplexity>
            <privilegesRequired>NONE</privilegesRequired>
            <userInteraction>NONE</userInteraction><scope>UNCHANGED</scope>
            <confidentialityImpact>HIGH</confidentialityImpact>
            <integrityImpact>HIGH</integrityImpact>
            <availabilityImpact>HIGH</availabilityImpact>
            <baseSeverity>CRITICAL</baseSeverity><version>3.1</version>
          </cvssV3>
          <notes>Nobody calls it.</notes>
        </suppressedVulnerability>
      </vulnerabilities>
    </dependency>
    <dependency>
      <fileName>old.jar</fileName>
      <identifiers>
        <identifier type="maven"><name>org.example:old:6.7</name></identifier>
      </identifiers>
      <vulnerabilities>
        <vulnerability>
          <name>CVE-2030-10001</name>
          <cvssScore>7.5</cvssScore><cvssAccessVector>NETWORK</cvssAccessVector>
          <cvssAccessComplexity>LOW</cvssAccessComplexity>
          <cvssAuthenticationr>NONE</cvssAuthenticationr>
          <cvssConfidentialImpact>PARTIAL</cvssConfidentialImpact>
          <cvssIntegrityImpact>PARTIAL</cvssIntegrityImpact>
          <cvssAvailabilityImpact>PARTIAL</cvssAvailabilityImpact>
        </vulnerability>
      </vulnerabilities>
    </dependency>
  </dependencies>
</analysis>`;

/** SPDX as RDF: packages stand inside of those that mention them first. */
export const spdxRdf = `<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:spdx="http://spdx.org/rdf/terms#">
  <spdx:SpdxDocument rdf:about="https://acme.example/shop#SPDXRef-DOCUMENT">
    <spdx:specVersion>SPDX-2.3</spdx:specVersion>
    <spdx:relationship>
      <spdx:Relationship>
        <spdx:relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_describes"/>
        <spdx:relatedSpdxElement>
          <spdx:Package rdf:about="https://acme.example/shop#SPDXRef-shop">
            <spdx:name>shop</spdx:name>
            <spdx:versionInfo>1.4.0</spdx:versionInfo>
            <spdx:supplier>Organization: Acme (mail@acme.example)</spdx:supplier>
            <spdx:licenseConcluded rdf:resource="http://spdx.org/rdf/terms#noassertion"/>
            <spdx:licenseDeclared>
              <spdx:DisjunctiveLicenseSet>
                <spdx:member rdf:resource="http://spdx.org/licenses/MIT"/>
                <spdx:member rdf:resource="http://spdx.org/licenses/Apache-2.0"/>
              </spdx:DisjunctiveLicenseSet>
            </spdx:licenseDeclared>
            <spdx:relationship>
              <spdx:Relationship>
                <spdx:relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_dependsOn"/>
                <spdx:relatedSpdxElement rdf:resource="https://acme.example/shop#SPDXRef-rope"/>
              </spdx:Relationship>
            </spdx:relationship>
          </spdx:Package>
        </spdx:relatedSpdxElement>
      </spdx:Relationship>
    </spdx:relationship>
  </spdx:SpdxDocument>
  <spdx:Package rdf:about="https://acme.example/shop#SPDXRef-rope">
    <spdx:name>rope</spdx:name>
    <spdx:versionInfo>2.0</spdx:versionInfo>
    <spdx:licenseDeclared rdf:resource="http://spdx.org/licenses/MIT"/>
    <spdx:externalRef>
      <spdx:ExternalRef>
        <spdx:referenceType rdf:resource="http://spdx.org/rdf/references/purl"/>
        <spdx:referenceLocator>pkg:npm/rope@2.0</spdx:referenceLocator>
      </spdx:ExternalRef>
    </spdx:externalRef>
    <spdx:checksum>
      <spdx:Checksum>
        <spdx:algorithm rdf:resource="http://spdx.org/rdf/terms#checksumAlgorithm_sha256"/>
        <spdx:checksumValue>${'ab'.repeat(32)}</spdx:checksumValue>
      </spdx:Checksum>
    </spdx:checksum>
  </spdx:Package>
</rdf:RDF>
`;
